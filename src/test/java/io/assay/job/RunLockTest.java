package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of several runs of one evaluation and run date one is at work, and one that was thought dead learns of it. */
@Timeout(60)
class RunLockTest {

    /** Never renewed within a test. */
    private static final RunLock.Lease QUIET = new RunLock.Lease(Duration.ofMinutes(60), Duration.ofMinutes(15));

    @TempDir
    Path root = Path.of("");

    private Path result() {
        return root.resolve("out/evaluation=e/run_date=d");
    }

    private RunLock take(RunLock.Lease lease) throws IOException {
        org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path("file:" + result());
        return RunLock.take(Storage.of(folder, new Configuration()), folder, lease);
    }

    private Path file(int number) {
        return result().resolve("_lock-" + number);
    }

    private LockHolder read(int number) throws IOException {
        return LockHolder.read(Files.readAllBytes(file(number)), LockHolder.unknown(Instant.MIN, Instant.MIN));
    }

    private void write(int number, LockHolder holder) throws IOException {
        Files.createDirectories(result());
        Files.write(file(number), holder.bytes());
    }

    /** A holder elsewhere, whose process nobody here can know. */
    private static LockHolder elsewhere(Instant taken, Instant expires) {
        return new LockHolder("t-1", "build-7", "", 4711, "anna", taken, expires);
    }

    private List<String> names() throws IOException {
        if (!Files.exists(result())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(result())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aSecondRunIsToldWhoHoldsTheLockSinceWhenUntilWhenAndWhatToDo() throws IOException {
        Instant taken = Instant.parse("2026-01-01T06:00:00Z");
        Instant expires = Instant.parse("2126-01-01T06:01:00Z");
        write(1, elsewhere(taken, expires));
        assertThatThrownBy(() -> take(QUIET))
                .isInstanceOf(LockException.class)
                .hasMessage("Another run is at work in " + result()
                        + ": process 4711 of anna on build-7 holds its lock since 2026-01-01T06:00:00Z, until"
                        + " 2126-01-01T06:01:00Z unless it is renewed. Nothing was changed. Try again when that run has"
                        + " ended; if it died, its lock ends by itself at that time. Or give another --run-date or"
                        + " --output.");
        assertThat(names()).containsExactly("_lock-1");
        assertThat(read(1)).isEqualTo(elsewhere(taken, expires));
    }

    @Test
    void theOwnerIsThisProcessOnThisHost() throws IOException {
        try (RunLock lock = take(QUIET)) {
            assertThatThrownBy(() -> take(QUIET))
                    .isInstanceOf(LockException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " of "
                            + System.getProperty("user.name") + " on "
                            + InetAddress.getLocalHost().getHostName());
            lock.check();
            assertThat(Duration.between(read(1).taken(), Instant.now())).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void theLockIsGoneAfterTheRunAndSoAreTheFoldersThatWereCreatedForIt() throws IOException {
        take(QUIET).close();
        assertThat(root.resolve("out")).doesNotExist();

        Files.createDirectories(result());
        take(QUIET).close();
        assertThat(result()).isEmptyDirectory();

        Files.delete(result());
        try (RunLock lock = take(QUIET)) {
            lock.check();
            Files.createFile(result().resolve("verdict.json"));
        }
        assertThat(names()).containsExactly("verdict.json");
    }

    @Test
    void theLockIsRenewedWhileTheRunGoesOn() throws Exception {
        RunLock.Lease brief = new RunLock.Lease(Duration.ofSeconds(5), Duration.ofMillis(100));
        try (RunLock lock = take(brief)) {
            LockHolder first = read(1);
            Thread.sleep(5500);
            LockHolder later = read(1);
            assertThat(later.taken()).isEqualTo(first.taken());
            assertThat(later.expires()).isAfter(first.expires());
            assertThatThrownBy(() -> take(brief)).isInstanceOf(LockException.class);
            lock.check();
        }
        Thread.sleep(300);
        assertThat(root.resolve("out")).doesNotExist();
    }

    @Test
    void renewingEndsWithTheRun() throws Exception {
        RunLock lock = take(new RunLock.Lease(Duration.ofSeconds(2), Duration.ofMillis(10)));
        assertThat(renewals()).isOne();
        lock.close();
        for (int i = 0; i < 100 && renewals() > 0; i++) {
            Thread.sleep(50);
        }
        assertThat(renewals()).isZero();
    }

    /** The threads that renew locks of this test's folder; runs of other tests that were left as dead have their own. */
    private long renewals() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lock of " + result()))
                .count();
    }

    @Test
    void anExpiredLockIsTakenOverAndItsOwnerLearnsOfIt() throws IOException {
        RunLock stalled = take(QUIET);
        LockHolder was = read(1);
        write(1, was.until(Instant.now().minusSeconds(1)));
        RunLock next = take(QUIET);
        assertThat(names()).containsExactly("_lock-2");
        assertThatThrownBy(stalled::check)
                .isInstanceOf(LockException.class)
                .hasMessageStartingWith("Lost the lock of " + result() + ", held since "
                        + was.taken().truncatedTo(ChronoUnit.SECONDS))
                .hasMessageContaining(read(2) + " took it over")
                .hasMessageEndingWith("Nothing of this run was committed.");
        next.check();

        stalled.close();
        assertThat(names()).containsExactly("_lock-2");
        next.check();
        next.close();
        assertThatThrownBy(stalled::check)
                .isInstanceOf(LockException.class)
                .hasMessageContaining("a run that has ended since took it over, or its file was deleted");
        assertThat(names()).isEmpty();
    }

    @Test
    void aLockThatWasTakenOverIsNotWonBackWhenItsNumberIsFreeAgain() throws IOException {
        RunLock stalled = take(QUIET);
        write(1, read(1).until(Instant.now().minusSeconds(1)));
        take(QUIET).close();
        try (RunLock third = take(QUIET)) {
            assertThat(names()).containsExactly("_lock-1");
            assertThatThrownBy(stalled::check).isInstanceOf(LockException.class);
            stalled.close();
            third.check();
        }
    }

    @Test
    void anOwnerThatComesBackInTimeKeepsItsLock() throws IOException {
        try (RunLock late = take(QUIET)) {
            write(1, read(1).until(Instant.now().minusSeconds(1)));
            late.check();
            assertThat(read(1).expires()).isAfter(Instant.now().plusSeconds(600));
            assertThatThrownBy(() -> take(QUIET)).isInstanceOf(LockException.class);
        }
    }

    @Test
    void whoeverTakesOverLooksAgainAfterwardsForAnOwnerThatCameBackMeanwhile() throws Exception {
        Configuration hadoop = new Configuration();
        MortalFileSystem.life("mortal", "hasty", Integer.MAX_VALUE).forEach(hadoop::set);
        org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path("mortal:" + result());
        Storage storage = Storage.of(folder, hadoop);
        try (RunLock owner = RunLock.take(storage, folder, QUIET)) {
            write(1, read(1).until(Instant.now().minusSeconds(1)));
            MortalFileSystem.before(
                    "hasty", "_lock-2", () -> assertThatCode(owner::check).doesNotThrowAnyException());
            assertThatThrownBy(() -> RunLock.take(storage, folder, QUIET)).isInstanceOf(LockException.class);
            assertThat(names()).containsExactly("_lock-1");
            owner.check();
        }
    }

    @Test
    void whereSeveralCanCreateOneFileTheLastOneWinsAndTheOthersLearnOfIt() throws Exception {
        Configuration hadoop = new Configuration();
        MortalFileSystem.life("s3a", "shared", Integer.MAX_VALUE).forEach(hadoop::set);
        org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path("s3a:" + result());
        Storage storage = Storage.of(folder, hadoop);
        RunLock first = RunLock.take(storage, folder, QUIET);
        first.check();
        Instant now = Instant.now();
        LockHolder second = elsewhere(now, now.plus(QUIET.length()));
        write(1, second);
        assertThatThrownBy(first::check)
                .isInstanceOf(LockException.class)
                .hasMessageContaining("process 4711 of anna on build-7 took it over");
        first.close();
        assertThat(read(1)).isEqualTo(second);
    }

    @Test
    void aDeadProcessOfThisMachineIsNoticedAtOnce() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Instant now = Instant.now();
        LockHolder here = LockHolder.here(now, now.plus(QUIET.length()));
        write(3, process(here, here.host(), ended.pid()));
        try (RunLock lock = take(QUIET)) {
            assertThat(names()).containsExactly("_lock-4");
            lock.check();
        }
        // An id says nothing on another host, and in another container nothing of this one's.
        write(1, process(here, "build-7", ended.pid()));
        assertThatThrownBy(() -> take(QUIET)).isInstanceOf(LockException.class);
        write(1, new LockHolder("t", here.host(), "another", ended.pid(), "anna", here.taken(), here.expires()));
        assertThatThrownBy(() -> take(QUIET)).isInstanceOf(LockException.class);
    }

    private static LockHolder process(LockHolder like, String host, long process) {
        return new LockHolder("t", host, like.machine(), process, like.user(), like.taken(), like.expires());
    }

    @Test
    void anOwnerThatMissedItsRenewalsIsWaitedFor() throws IOException {
        RunLock.Lease lease = new RunLock.Lease(Duration.ofSeconds(20), Duration.ofSeconds(5));
        Instant expires = Instant.now().plusSeconds(2);
        write(1, elsewhere(expires.minusSeconds(20), expires));
        try (RunLock lock = take(lease)) {
            assertThat(Instant.now()).isAfterOrEqualTo(expires);
            assertThat(names()).containsExactly("_lock-2");
            lock.check();
        }
    }

    @Test
    void aClockThatIsBehindDoesNotMakeALivingOwnerWaitedForForever() throws IOException {
        RunLock.Lease lease = new RunLock.Lease(Duration.ofSeconds(4), Duration.ofSeconds(1));
        Thread renewing = new Thread(() -> {
            try {
                while (!Thread.interrupted()) {
                    // Another file is moved here, so that none reads a part.
                    Path part = root.resolve("part");
                    Instant now = Instant.now();
                    Files.write(part, elsewhere(now, now.plusMillis(1900)).bytes());
                    Files.createDirectories(result());
                    Files.move(part, file(1), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                    Thread.sleep(20);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        renewing.start();
        try {
            while (!Files.exists(file(1))) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> take(lease)).isInstanceOf(LockException.class);
        } finally {
            renewing.interrupt();
        }
    }

    @Test
    void aLockWhoseOwnerDiedBeforeItWroteItsNameEndsToo() throws IOException {
        Files.createDirectories(result());
        Files.createFile(file(1));
        RunLock.Lease lease = new RunLock.Lease(Duration.ofSeconds(1), Duration.ofMillis(250));
        Instant written = Files.getLastModifiedTime(file(1)).toInstant();
        take(lease).close();
        assertThat(Instant.now()).isAfterOrEqualTo(written.plusMillis(999));

        Files.write(file(1), new byte[] {'{', '"', 0, (byte) 0xff});
        Files.setLastModifiedTime(file(1), FileTime.from(written.minus(QUIET.length())));
        take(QUIET).close();
        assertThat(names()).isEmpty();
    }

    @Test
    void whatStandsInALockIsNotTrusted() throws IOException {
        Instant now = Instant.now();
        write(1, new LockHolder("t", "h\n\u001b[31m", "", -1, "<b>\r", now, now.plusSeconds(3600)));
        assertThatThrownBy(() -> take(QUIET))
                .isInstanceOf(LockException.class)
                .hasMessageContaining("process -1 of <b>? on h??[31m holds");
    }

    @Test
    void aFileThatCannotBeReadIsNoEndlessLoop() throws IOException {
        Files.createDirectories(file(1));
        assertThatThrownBy(() -> take(QUIET))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot take the lock of " + result());
    }

    @Test
    void ofManyThatAskAtOnceOneIsGivenTheLock() throws Exception {
        for (int round = 0; round < 20; round++) {
            if (round % 2 == 1) {
                write(7, elsewhere(Instant.now().minusSeconds(99), Instant.now().minusSeconds(9)));
            }
            List<RunLock> taken = atOnce(8, () -> {
                try {
                    return take(QUIET);
                } catch (LockException e) {
                    return null;
                }
            });
            assertThat(taken).as("round %d", round).hasSize(1);
            assertThatCode(taken.get(0)::check).doesNotThrowAnyException();
            taken.get(0).close();
            assertThat(names()).as("round %d", round).isEmpty();
        }
    }

    private static List<RunLock> atOnce(int threads, Callable<RunLock> task)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<RunLock>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<RunLock> results = new ArrayList<>();
            for (Future<RunLock> future : futures) {
                results.add(future.get());
            }
            return results.stream().filter(Objects::nonNull).toList();
        } finally {
            pool.shutdownNow();
        }
    }
}
