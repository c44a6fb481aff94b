package io.assay.job;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/**
 * The local disk under another scheme, of whose changes any can be the last: from then on every change fails, as if the
 * process had been killed. Under the scheme {@code s3a} it is an object store: a file appears when it is closed, whole,
 * and of several that create one the last wins.
 */
public final class MortalFileSystem extends RawLocalFileSystem {

    private static final String LIFE = "mortal.life";
    private static final Map<String, Life> LIVES = new ConcurrentHashMap<>();

    /** What one process may still change, what it has renamed, and what happens before it creates a file. */
    private record Life(AtomicInteger stepsLeft, AtomicInteger renames, Map<String, Runnable> before) {

        Life(int steps) {
            this(new AtomicInteger(steps), new AtomicInteger(), new ConcurrentHashMap<>());
        }

        static Life of(String name) {
            return LIVES.computeIfAbsent(name, unknown -> new Life(0));
        }
    }

    private @Nullable URI uri;

    /** Settings under which {@code scheme} is such a file system, for a life of so many steps. */
    static Map<String, String> life(String scheme, String name, int steps) {
        LIVES.put(name, new Life(steps));
        return Map.of(
                "fs." + scheme + ".impl",
                MortalFileSystem.class.getName(),
                "fs." + scheme + ".impl.disable.cache",
                "true",
                LIFE,
                name);
    }

    /** Lets something happen after a process has looked, and before it creates the file of this name. */
    static void before(String life, String file, Runnable event) {
        Life.of(life).before().put(file, event);
    }

    /** Whether a life has ended before its work. */
    static boolean isDead(String life) {
        return Life.of(life).stepsLeft().get() < 0;
    }

    /** The renames in a life, but for those by which Spark commits what its tasks wrote. */
    static int renames(String life) {
        return Life.of(life).renames().get();
    }

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
        uri = URI.create(name.getScheme() + ":///");
        super.initialize(uri, conf);
    }

    /** Asked for before there is one. */
    @Override
    public URI getUri() {
        return uri == null ? super.getUri() : uri;
    }

    private Life life() {
        return Life.of(getConf().get(LIFE, ""));
    }

    private void step() throws IOException {
        if (life().stepsLeft().decrementAndGet() < 0) {
            throw new IOException("Killed");
        }
    }

    private FSDataOutputStream created(Path path, boolean overwrite) throws IOException {
        Runnable event = life().before().remove(path.getName());
        if (event != null) {
            event.run();
        }
        boolean object = getUri().getScheme().equals("s3a");
        if (!object) {
            step();
            if (!overwrite && exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            write(path, new byte[0]);
        } else if (!overwrite && exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return new FSDataOutputStream(new Written(path), null);
    }

    private void write(Path path, byte[] bytes) throws IOException {
        try (OutputStream out = super.create(path, true, 4096, (short) 1, 1 << 20, null)) {
            out.write(bytes);
        }
    }

    /** Keeps what is written until it is closed. */
    private final class Written extends ByteArrayOutputStream {

        private final Path path;
        private boolean closed;

        Written(Path path) {
            this.path = path;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                step();
                MortalFileSystem.this.write(path, toByteArray());
            }
        }
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        return created(path, overwrite);
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return created(path, overwrite);
    }

    @Override
    public FSDataOutputStream createNonRecursive(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        if (!exists(path.getParent())) {
            throw new FileNotFoundException(path.toString());
        }
        return created(path, flags.contains(CreateFlag.OVERWRITE));
    }

    @Override
    public boolean rename(Path source, Path target) throws IOException {
        step();
        if (!source.toString().contains("/_temporary/")) {
            life().renames().incrementAndGet();
        }
        return !exists(target) && super.rename(source, target);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (!exists(path)) {
            return false;
        }
        step();
        return super.delete(path, recursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        if (!exists(path)) {
            step();
        }
        return super.mkdirs(path);
    }
}
