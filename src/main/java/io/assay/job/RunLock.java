package io.assay.job;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of one evaluation and run date: a file {@code _lock-N} in the result's folder, N being the fencing number.
 * Whoever has created the highest number holds the lock, and only an owner writes to its own file. A lock whose owner
 * died or stopped renewing it is taken over by creating the next number, which one of several can do; the earlier owner
 * finds a higher number, or its file gone, and knows that it has lost.
 */
final class RunLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final Pattern NAME = Pattern.compile("_lock-(\\d{1,9})");
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration AFTER_A_RACE = Duration.ofMillis(50);
    private static final int MOST_RACES = 20;

    private final Storage storage;
    private final Path folder;
    private final Path existing;
    private final Lease lease;
    private final int number;
    private final CountDownLatch closed = new CountDownLatch(1);
    private LockHolder holder;
    private boolean lost;

    /**
     * How long a lock holds.
     *
     * @param length from the last renewal on
     * @param renewal from one renewal to the next
     */
    record Lease(Duration length, Duration renewal) {

        /** Three renewals may fail. */
        static final Lease USUAL = new Lease(Duration.ofSeconds(60), Duration.ofSeconds(15));

        /** Whether a lock has missed a renewal, so that its owner may have died. */
        boolean isOverdue(LockHolder holder, Instant now) {
            return Duration.between(now, holder.expires()).compareTo(length.minus(renewal.multipliedBy(2))) < 0;
        }
    }

    private RunLock(Storage storage, Path folder, Path existing, Lease lease, int number, LockHolder holder) {
        this.storage = storage;
        this.folder = folder;
        this.existing = existing;
        this.lease = lease;
        this.number = number;
        this.holder = holder;
    }

    /**
     * Takes the lock of a result's folder, which is created where it is missing. Waits only for an owner that has missed
     * a renewal, and no longer than a lease.
     *
     * @throws LockException if another run holds it
     */
    static RunLock take(Storage any, Path folder, Lease lease) throws IOException {
        Storage storage = any.withoutChecksums();
        Path existing = existing(storage, folder);
        Instant patience = Instant.now().plus(lease.length());
        for (int i = 0; i < MOST_RACES; i++) {
            int number = freeNumber(storage, folder, lease, patience);
            Instant now = Instant.now();
            LockHolder me = LockHolder.here(now, now.plus(lease.length()));
            RunLock lock = new RunLock(storage, folder, existing, lease, number, me);
            if (lock.create()) {
                lock.keepRenewing();
                return lock;
            }
            pause(AFTER_A_RACE);
        }
        throw new IOException("Cannot take the lock of " + shown(folder) + ": " + file(folder, 1)
                + " or another of its kind stands there and cannot be read");
    }

    /** The number after the last one, as soon as nobody holds the lock. */
    private static int freeNumber(Storage storage, Path folder, Lease lease, Instant patience) throws IOException {
        for (boolean told = false; ; told = true) {
            SortedMap<Integer, LockHolder> found = holders(storage, folder, lease);
            Instant now = Instant.now();
            Optional<LockHolder> other = holding(found, now);
            if (other.isEmpty()) {
                return found.isEmpty() ? 1 : found.lastKey() + 1;
            }
            if (now.isAfter(patience) || !mayEnd(other.get(), lease, now)) {
                throw refused(folder, other.get());
            }
            if (!told) {
                LOG.warn("{} has not renewed its lock of {}: waiting", other.get(), shown(folder));
            }
            pause(Duration.between(now, other.get().expires()));
        }
    }

    private static boolean mayEnd(LockHolder holder, Lease lease, Instant now) {
        return holder.isUnknown() || lease.isOverdue(holder, now);
    }

    /** Whether this became the owner. Between the look and the creation others may have come and gone. */
    private boolean create() throws IOException {
        storage.createNew(file(), holder.bytes());
        if (!isMine()) {
            return false;
        }
        SortedMap<Integer, LockHolder> others = holders(storage, folder, lease);
        others.remove(number);
        Optional<LockHolder> other = holding(others, Instant.now());
        if (other.isPresent()) {
            storage.delete(file());
            throw refused(folder, other.get());
        }
        for (int dead : others.keySet()) {
            storage.delete(file(folder, dead));
            storage.delete(Storage.part(file(folder, dead)));
        }
        return true;
    }

    private void keepRenewing() {
        Thread renewals = new Thread(this::renewUntilClosed, "lock of " + shown(folder));
        renewals.setDaemon(true);
        renewals.start();
    }

    private void renewUntilClosed() {
        try {
            while (!closed.await(lease.renewal().toMillis(), TimeUnit.MILLISECONDS)) {
                renewInTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Renews the lock and makes sure that it is still this run's.
     *
     * @throws LockException if another run took it over
     */
    synchronized void check() throws IOException {
        renew();
        // Renewed first and looked then: who takes over creates first and looks then, so that one sees the other.
        SortedMap<Integer, LockHolder> found = holders(storage, folder, lease);
        LockHolder last = found.isEmpty() ? null : found.get(found.lastKey());
        lost = lost || last == null || !isMine(last);
        if (lost) {
            String by = last == null || isMine(last)
                    ? "a run that has ended since took it over, or its file was deleted"
                    : last + " took it over";
            throw new LockException("Lost the lock of " + shown(folder) + ", held since " + shown(holder.taken())
                    + " and last renewed until " + shown(holder.expires()) + ": " + by
                    + ". Nothing of this run was committed.");
        }
    }

    private void renewInTime() {
        try {
            renew();
        } catch (IOException e) {
            LOG.warn("Cannot renew the lock of {}; it is tried again", shown(folder), e);
        }
    }

    private synchronized void renew() throws IOException {
        lost = lost || !isMine();
        if (!lost && closed.getCount() > 0) {
            LockHolder renewed = holder.until(Instant.now().plus(lease.length()));
            storage.update(file(), renewed.bytes());
            holder = renewed;
        }
    }

    private boolean isMine() throws IOException {
        Optional<byte[]> bytes = storage.read(file());
        return bytes.isPresent()
                && isMine(LockHolder.read(bytes.get(), LockHolder.unknown(holder.taken(), holder.expires())));
    }

    private boolean isMine(LockHolder found) {
        return found.token().equals(holder.token());
    }

    /** Gives the lock back, and removes the folders that were created for it, if nothing else is in them. */
    @Override
    public synchronized void close() {
        closed.countDown();
        try {
            if (isMine()) {
                storage.delete(file());
                storage.delete(Storage.part(file()));
            }
            for (Path at = folder; at != null && !at.equals(existing); at = at.getParent()) {
                storage.deleteIfEmpty(at);
            }
        } catch (IOException e) {
            LOG.warn("Cannot remove the lock of {}; it ends by itself", shown(folder), e);
        }
    }

    private Path file() {
        return file(folder, number);
    }

    /** Whether a file belongs to a lock. */
    static boolean isOfLock(String name) {
        return name.startsWith("_lock-") || name.startsWith("__lock-");
    }

    private static Path file(Path folder, int number) {
        return new Path(folder, "_lock-" + number);
    }

    /** The locks that stand in a folder, by their numbers. */
    private static SortedMap<Integer, LockHolder> holders(Storage storage, Path folder, Lease lease)
            throws IOException {
        SortedMap<Integer, LockHolder> holders = new TreeMap<>();
        for (FileStatus status : storage.list(folder)) {
            Matcher name = NAME.matcher(status.getPath().getName());
            Optional<byte[]> bytes = name.matches() ? storage.read(status.getPath()) : Optional.empty();
            if (bytes.isPresent()) {
                Instant written = Instant.ofEpochMilli(status.getModificationTime());
                LockHolder unknown = LockHolder.unknown(written, written.plus(lease.length()));
                holders.put(Integer.parseInt(name.group(1)), LockHolder.read(bytes.get(), unknown));
            }
        }
        return holders;
    }

    private static Optional<LockHolder> holding(SortedMap<Integer, LockHolder> found, Instant now) {
        return found.values().stream().filter(holder -> holder.holds(now)).reduce((lower, higher) -> higher);
    }

    /** The folder itself, or the nearest above it that is there. */
    private static Path existing(Storage storage, Path folder) throws IOException {
        Path at = folder;
        while (!storage.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private static LockException refused(Path folder, LockHolder other) {
        return new LockException("Another run is at work in " + shown(folder) + ": " + other + " holds its lock since "
                + shown(other.taken()) + ", until " + shown(other.expires())
                + " unless it is renewed. Nothing was changed. Try again"
                + " when that run has ended; if it died, its lock ends by itself at that time. Or give another"
                + " --run-date or --output.");
    }

    private static String shown(Path folder) {
        return folder.toUri().getScheme().equals("file") ? folder.toUri().getPath() : folder.toString();
    }

    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void pause(Duration longest) {
        Duration pause = longest.compareTo(LONGEST_PAUSE) < 0 ? longest : LONGEST_PAUSE;
        try {
            Thread.sleep(Math.max(1, pause.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another run's lock was waited for", e);
        }
    }
}
