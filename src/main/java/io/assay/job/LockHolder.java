package io.assay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Who holds a lock, as its file says.
 *
 * @param token tells this holder from every other; empty for one whose file says nothing
 * @param host its name; empty where it is not known
 * @param machine tells where a process id means the same process: the boot and the process namespace, where the operating
 *     system has them
 * @param process its id there
 * @param taken since when
 * @param expires until when, unless it is renewed
 */
record LockHolder(
        String token, String host, String machine, long process, String user, Instant taken, Instant expires) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

    private static final String THIS_HOST = thisHost();
    private static final String THIS_MACHINE = thisMachine();

    /** This process. */
    static LockHolder here(Instant taken, Instant expires) throws IOException {
        return new LockHolder(
                UUID.randomUUID().toString(),
                THIS_HOST,
                THIS_MACHINE,
                ProcessHandle.current().pid(),
                UserGroupInformation.getCurrentUser().getShortUserName(),
                taken,
                expires);
    }

    /** One whose file is still empty, or is none. */
    static LockHolder unknown(Instant taken, Instant expires) {
        return new LockHolder("", "", "", 0, "", taken, expires);
    }

    /** Reads what {@link #bytes} wrote, or {@code otherwise}. */
    static LockHolder read(byte[] bytes, LockHolder otherwise) throws IOException {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(bytes);
            return new LockHolder(
                    json.path("token").asText(),
                    json.path("host").asText(),
                    json.path("machine").asText(),
                    json.path("process").asLong(),
                    json.path("user").asText(),
                    Instant.parse(json.path("taken").asText()),
                    Instant.parse(json.path("expires").asText()));
        } catch (JsonProcessingException | DateTimeException e) {
            return otherwise;
        }
    }

    byte[] bytes() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode()
                .put("token", token)
                .put("host", host)
                .put("machine", machine)
                .put("process", process)
                .put("user", user)
                .put("taken", taken.toString())
                .put("expires", expires.toString());
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    LockHolder until(Instant renewed) {
        return new LockHolder(token, host, machine, process, user, taken, renewed);
    }

    boolean isUnknown() {
        return token.isEmpty();
    }

    /** Whether it holds the lock at {@code now}: not expired, and not known to have died. */
    boolean holds(Instant now) {
        return expires.isAfter(now) && !isDead();
    }

    /** Whether its process was one of this machine and is no more. */
    private boolean isDead() {
        boolean here = !host.isEmpty() && host.equals(THIS_HOST) && machine.equals(THIS_MACHINE);
        return here && ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
    }

    /** {@code process 4711 of anna on build-7}. A lock's file may have been written by anybody. */
    @Override
    public String toString() {
        if (isUnknown()) {
            return "a process that has not written its name";
        }
        String text = "process " + process + " of " + user + " on " + (host.isEmpty() ? "an unknown host" : host);
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** Two containers may have one host's name, and each its own process 1. */
    private static String thisMachine() {
        try {
            return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(NAMESPACE);
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
