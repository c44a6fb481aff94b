package io.assay.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The file system that results are written to: files that appear whole or not at all, and files that only one of several
 * writers can create.
 */
final class Storage {

    /** Where a rename is a copy and a deletion, and a file that is written appears whole when it is closed. */
    private static final Set<String> OBJECT_STORES = Set.of(
            "s3", "s3a", "s3n", "gs", "abfs", "abfss", "wasb", "wasbs", "oss", "cos", "cosn", "obs", "tos", "oci",
            "swift", "bos", "ks3");

    private static final String LOCAL = "file";

    /** The ending of a file that is being written. */
    private static final String PART = ".part";

    private final FileSystem files;
    private final Optional<FileContext> replacing;

    private Storage(FileSystem files, Optional<FileContext> replacing) {
        this.files = files;
        this.replacing = replacing;
    }

    static Storage of(Path path, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        return new Storage(files, replacing(files.getUri(), hadoop));
    }

    /**
     * Hadoop's other interface to file systems, which alone offers a rename that replaces, where it knows this one. On the
     * local disk it deletes first, while the usual one leaves it to the operating system, which replaces at once.
     */
    private static Optional<FileContext> replacing(URI uri, Configuration hadoop) {
        if (uri.getScheme().equals(LOCAL) || OBJECT_STORES.contains(uri.getScheme())) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileContext.getFileContext(uri, hadoop));
        } catch (UnsupportedFileSystemException e) {
            return Optional.empty();
        }
    }

    /** The same files, on the local disk without the checksums beside them, which no rename takes along in one step. */
    Storage withoutChecksums() {
        return files instanceof LocalFileSystem local ? new Storage(local.getRawFileSystem(), replacing) : this;
    }

    /** Whether a rename is cheap and one step; otherwise nothing is renamed. */
    boolean renames() {
        return !OBJECT_STORES.contains(files.getUri().getScheme());
    }

    Path qualified(Path path) {
        return files.makeQualified(path);
    }

    boolean exists(Path path) throws IOException {
        return files.exists(path);
    }

    void createFolder(Path folder) throws IOException {
        if (!files.mkdirs(folder)) {
            throw new IOException("Cannot create the folder " + folder);
        }
    }

    /** What a folder holds; nothing if it is not there. */
    List<FileStatus> list(Path folder) throws IOException {
        try {
            return List.of(files.listStatus(folder));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** The bytes of a file; empty if it is not there. */
    Optional<byte[]> read(Path path) throws IOException {
        try (InputStream in = files.open(path)) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** What a file is called while it is written. */
    static Path part(Path path) {
        return new Path(path.getParent(), "_" + path.getName() + PART);
    }

    /** Whether a file of this name is one that is being written, or was when its writer died. */
    static boolean isPart(String name) {
        return name.startsWith("_") && name.endsWith(PART);
    }

    /** Writes a file, in place of one that is there: it appears whole. */
    void write(Path path, byte[] bytes) throws IOException {
        if (renames()) {
            put(part(path), bytes);
            move(part(path), path);
        } else {
            put(path, bytes);
        }
    }

    /** Writes a file that is there anew. It is never absent; where a rename cannot replace it may be seen unfinished. */
    void update(Path path, byte[] bytes) throws IOException {
        if (replaces()) {
            write(path, bytes);
        } else {
            put(path, bytes);
        }
    }

    private void put(Path path, byte[] bytes) throws IOException {
        try (OutputStream out = files.create(path, true)) {
            out.write(bytes);
        }
    }

    /**
     * Creates a file, and its folder, unless it is there. Of several writers one succeeds: on the local disk and on HDFS by
     * their own word, on an object store if it has conditional writes and its connector uses them. Where not, the last one
     * wins. So everybody reads afterwards whose bytes stand there.
     */
    void createNew(Path path, byte[] bytes) throws IOException {
        createFolder(path.getParent());
        try (OutputStream out = exclusive(path)) {
            out.write(bytes);
        } catch (IOException e) {
            // What a connector throws for a file that is there differs; and a folder may be gone again.
            boolean gone = e instanceof NoSuchFileException || e instanceof FileNotFoundException;
            if (!gone && !files.exists(path)) {
                throw new IOException("Cannot create " + path + ": " + e, e);
            }
        }
    }

    /** Hadoop's local file system looks first and creates then; the operating system does both at once. */
    private OutputStream exclusive(Path path) throws IOException {
        if (isLocal()) {
            return Files.newOutputStream(local(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path).overwrite(false);
        builder.opt(Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
        return builder.build();
    }

    /** Renames a file, in place of one that is there: in one step on the local disk, on HDFS and on its kin. */
    void move(Path source, Path target) throws IOException {
        if (replacing.isPresent()) {
            replacing.get().rename(source, target, Options.Rename.OVERWRITE);
            return;
        }
        if (!replaces()) {
            files.delete(target, false);
        }
        if (!files.rename(source, target)) {
            throw new IOException("Cannot write " + target + ": the file system refused to rename " + source);
        }
    }

    /** Deletes a file, or a folder with all that is in it; nothing if it is not there. */
    void delete(Path path) throws IOException {
        files.delete(path, true);
    }

    /** Deletes a folder unless something is in it. */
    void deleteIfEmpty(Path folder) throws IOException {
        if (!list(folder).isEmpty()) {
            return;
        }
        if (isLocal()) {
            // Hadoop's deletes what came into the folder since.
            try {
                Files.deleteIfExists(local(folder));
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        } else {
            files.delete(folder, false);
        }
    }

    private boolean replaces() {
        return isLocal() || replacing.isPresent();
    }

    private boolean isLocal() {
        return files.getUri().getScheme().equals(LOCAL);
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
