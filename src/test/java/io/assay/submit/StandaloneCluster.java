package io.assay.submit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A Spark cluster of a master and two workers, each a process of its own, on the loopback interface. Closing it ends the
 * processes, and whatever they have started.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    private static final long SECONDS = 90;

    private final Path spark;
    private final Path folder;
    private final String master;
    private final List<Process> processes = new ArrayList<>();

    private StandaloneCluster(Path spark, Path folder) throws IOException {
        this.spark = spark;
        this.folder = folder;
        this.master = "spark://" + ADDRESS + ":" + freePort();
    }

    /** Starts a cluster of the Spark in {@code spark}, which works and logs in {@code folder}. */
    static StandaloneCluster start(Path spark, Path folder) throws IOException {
        StandaloneCluster cluster = new StandaloneCluster(spark, folder);
        try {
            cluster.start("master", "org.apache.spark.deploy.master.Master", "--port", cluster.port());
            cluster.await("master", "Starting Spark master at");
            for (String worker : List.of("one", "two")) {
                String work = cluster.work(worker).toString();
                cluster.start(
                        worker,
                        "org.apache.spark.deploy.worker.Worker",
                        "--cores",
                        "2",
                        "--memory",
                        "4g",
                        "--work-dir",
                        work,
                        cluster.master);
            }
            for (String worker : List.of("one", "two")) {
                cluster.await(worker, "Successfully registered with master");
            }
            return cluster;
        } catch (IOException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** What {@code --master} takes. */
    String master() {
        return master;
    }

    /** The work folders of drivers and executors, of both workers. */
    List<Path> work() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String worker : List.of("one", "two")) {
            if (Files.isDirectory(work(worker))) {
                try (Stream<Path> works = Files.list(work(worker))) {
                    works.forEach(all::add);
                }
            }
        }
        return all;
    }

    private Path work(String worker) {
        return folder.resolve(worker);
    }

    private String port() {
        return master.substring(master.lastIndexOf(':') + 1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return socket.getLocalPort();
        }
    }

    private void start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", spark + "/jars/*", main));
        command.addAll(List.of("--host", ADDRESS, "--webui-port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SPARK_"));
        builder.environment().put("SPARK_HOME", spark.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", ADDRESS);
        processes.add(builder.start());
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private void await(String name, String line) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!Files.readString(log(name)).contains(line)) {
            if (System.nanoTime() > end || processes.stream().anyMatch(process -> !process.isAlive())) {
                throw new AssertionError("No \"" + line + "\" from " + name + ":\n" + Files.readString(log(name)));
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // The workers first: they end their drivers and executors.
        for (int i = processes.size() - 1; i >= 0; i--) {
            Process process = processes.get(i);
            List<ProcessHandle> started = process.descendants().toList();
            process.destroy();
            end(process);
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
