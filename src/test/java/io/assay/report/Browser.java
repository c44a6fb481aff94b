package io.assay.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium of its own, driven over its DevTools protocol and ended by its process id. */
final class Browser implements AutoCloseable {

    private static final long SECONDS = 60;
    private static final String LISTENING = "DevTools listening on ";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConcurrentHashMap<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Process process;
    private final Path profile;
    private final WebSocket page;
    private int last;

    /** Starts {@code program} with a profile in {@code folder}. */
    Browser(Path program, Path folder) throws Exception {
        profile = folder.resolve("profile");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            page = connected(devTools());
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** The first Chromium on the PATH. */
    static Optional<Path> program() {
        String[] folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Shows a file in a window of this size under a colour scheme, {@code light} or {@code dark}. */
    void show(Path file, int width, String scheme) throws Exception {
        send("Emulation.setDeviceMetricsOverride", parameters -> parameters
                .put("width", width)
                .put("height", 900)
                .put("deviceScaleFactor", 1)
                .put("mobile", false));
        send("Emulation.setEmulatedMedia", parameters -> parameters
                .putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme));
        send("Page.navigate", parameters -> parameters.put("url", file.toUri().toString()));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        String expected = file.toUri().toString();
        while (!evaluate("document.readyState + ' ' + location.href").asText().equals("complete " + expected)) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Not shown after " + SECONDS + " s: " + file);
            }
            Thread.sleep(20);
        }
    }

    /** The value of a script's expression. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode answer = send(
                "Runtime.evaluate",
                parameters -> parameters.put("expression", expression).put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError("Cannot evaluate " + expression + ": " + answer);
        }
        return answer.at("/result/value");
    }

    private interface Parameters {
        Object on(ObjectNode parameters);
    }

    private JsonNode send(String method, Parameters parameters) throws Exception {
        int id = ++last;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = json.createObjectNode().put("id", id).put("method", method);
        parameters.on(message.putObject("params"));
        page.sendText(json.writeValueAsString(message), true).get(SECONDS, TimeUnit.SECONDS);
        JsonNode given = answer.get(SECONDS, TimeUnit.SECONDS);
        if (given.has("error")) {
            throw new AssertionError(method + ": " + given.get("error"));
        }
        return given.path("result");
    }

    /** Where the process says that it listens; what it says else is read and left. */
    private URI devTools() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
                        for (String line = err.readLine(); line != null; line = err.readLine()) {
                            if (line.startsWith(LISTENING)) {
                                told.complete(line.substring(LISTENING.length()).strip());
                            }
                        }
                        told.completeExceptionally(new IOException("The browser ended: code " + process.waitFor()));
                    } catch (IOException | InterruptedException e) {
                        told.completeExceptionally(e);
                    }
                },
                "browser messages");
        reader.setDaemon(true);
        reader.start();
        return URI.create(told.get(SECONDS, TimeUnit.SECONDS));
    }

    private WebSocket connected(URI browser) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + browser.getHost() + ":" + browser.getPort() + "/json/list"))
                .build();
        JsonNode targets = json.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        for (JsonNode target : targets) {
            if (target.path("type").asText().equals("page")) {
                return client.newWebSocketBuilder()
                        .buildAsync(
                                URI.create(target.path("webSocketDebuggerUrl").asText()), new Listener())
                        .get(SECONDS, TimeUnit.SECONDS);
            }
        }
        throw new IOException("The browser has no page: " + targets);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                accept(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void accept(String message) {
            try {
                JsonNode answer = json.readTree(message);
                CompletableFuture<JsonNode> waiting =
                        answers.remove(answer.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(answer);
                }
            } catch (IOException e) {
                answers.values().forEach(waiting -> waiting.completeExceptionally(e));
            }
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        // Links to places outside of the profile, which a browser that is ended leaves.
        for (String link : List.of("SingletonSocket", "SingletonCookie", "SingletonLock")) {
            Files.deleteIfExists(profile.resolve(link));
        }
    }
}
