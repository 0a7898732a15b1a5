package io.partita.control.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real headless Chromium, driven through chromedriver by the W3C WebDriver protocol: just the few commands that these
 * tests need. Not thread-safe.
 */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process driver;
    private final String base;
    private final String session;

    private Browser(Process driver, int port, Path profile) {
        this.driver = driver;
        this.base = "http://127.0.0.1:" + port;
        Map<String, Object> chrome = Map.of(
                "binary",
                program("chromium").orElseThrow().toString(),
                "args",
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1280,900",
                        "--user-data-dir=" + profile));
        Map<String, Object> wanted = Map.of(
                "browserName",
                "chrome",
                "goog:loggingPrefs",
                Map.of("browser", "ALL", "performance", "ALL"),
                "goog:chromeOptions",
                chrome);
        this.session = call("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
                .get("sessionId")
                .stringValue();
    }

    /** Starts a browser for a test, away from its start page; where none can be had, the test is skipped and says why. */
    static Browser startOrSkip(Path profile) throws IOException {
        Optional<String> missing = missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
        Browser browser = start(profile);
        browser.leaveStartPage();
        return browser;
    }

    private static Optional<String> missing() {
        return List.of("chromium", "chromedriver").stream()
                .filter(name -> program(name).isEmpty())
                .findFirst()
                .map(name -> name + " is not installed (Debian packages chromium and chromium-driver)");
    }

    /** Starts a browser with an empty profile in {@code profile}. */
    static Browser start(Path profile) throws IOException {
        Process driver = new ProcessBuilder(
                        program("chromedriver").orElseThrow().toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder seen = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher port = PORT.matcher(line);
                if (port.find()) {
                    Thread drain = new Thread(() -> out.lines().forEach(rest -> {}), "chromedriver-output");
                    drain.setDaemon(true);
                    drain.start();
                    return new Browser(driver, Integer.parseInt(port.group(1)), profile);
                }
                seen.append(line).append('\n');
            }
            throw new IOException("chromedriver did not start: " + seen);
        } catch (IOException | RuntimeException e) {
            driver.destroy();
            throw e;
        }
    }

    /** Leaves the browser's own start page and forgets what that page asked for. */
    private void leaveStartPage() {
        call("POST", path("/url"), Map.of("url", "about:blank"));
        console();
        requests();
    }

    /** Loads {@code file} and goes to {@code hash} in it. */
    void open(Path file, String hash) {
        open(URI.create(file.toUri() + hash));
    }

    /** Loads what is at {@code address}. */
    void open(URI address) {
        // By way of an empty page: a change of the fragment alone would not load the page anew.
        call("POST", path("/url"), Map.of("url", "about:blank"));
        call("POST", path("/url"), Map.of("url", address.toString()));
    }

    /** What the body of a function evaluates to in the page. */
    JsonNode run(String body) {
        return call("POST", path("/execute/sync"), Map.of("script", body, "args", List.of()));
    }

    String text(String selector) {
        return run("return document.querySelector('" + selector + "').innerText")
                .stringValue();
    }

    /** Waits until an expression is true in the page. */
    void until(String expression) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!run("return !!(" + expression + ")").booleanValue()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never became true in the page: " + expression);
            }
            // Each look takes the page's own thread some time.
            LockSupport.parkNanos(20_000_000);
        }
    }

    void click(String selector) {
        JsonNode found = call("POST", path("/element"), Map.of("using", "css selector", "value", selector));
        String id = found.properties().iterator().next().getValue().stringValue();
        call("POST", path("/element/" + id + "/click"), Map.of());
    }

    /** Types keys where the focus is. */
    void type(String keys) {
        List<Map<String, Object>> actions = new ArrayList<>();
        for (String key : keys.split("")) {
            actions.add(Map.of("type", "keyDown", "value", key));
            actions.add(Map.of("type", "keyUp", "value", key));
        }
        act(Map.of("type", "key", "id", "keyboard", "actions", actions));
    }

    /** Turns the wheel with the pointer in the middle of an element that is in view. */
    void wheel(String selector, int deltaY) {
        JsonNode middle = run("const b = document.querySelector('" + selector + "').getBoundingClientRect();"
                + "return [Math.round(b.left + b.width / 2), Math.round(b.top + b.height / 2)]");
        act(Map.of(
                "type",
                "wheel",
                "id",
                "wheel",
                "actions",
                List.of(Map.of(
                        "type",
                        "scroll",
                        "x",
                        middle.get(0).intValue(),
                        "y",
                        middle.get(1).intValue(),
                        "deltaX",
                        0,
                        "deltaY",
                        deltaY))));
    }

    /** Moves the pointer to a share of an element's width, in the middle of its height. */
    void point(String selector, double share) {
        act(mouse(List.of(move(selector, share))));
    }

    /** Drags with the mouse between two shares of an element's width. */
    void drag(String selector, double from, double to) {
        act(mouse(List.of(
                move(selector, from),
                Map.of("type", "pointerDown", "button", 0),
                move(selector, (from + to) / 2),
                move(selector, to),
                Map.of("type", "pointerUp", "button", 0))));
    }

    private static Map<String, Object> mouse(List<Map<String, Object>> actions) {
        return Map.of(
                "type", "pointer", "id", "mouse", "parameters", Map.of("pointerType", "mouse"), "actions", actions);
    }

    private Map<String, Object> move(String selector, double share) {
        JsonNode at = run("const b = document.querySelector('" + selector + "').getBoundingClientRect();"
                + "return [Math.round(b.left + b.width * " + share + "), Math.round(b.top + b.height / 2)]");
        return Map.of(
                "type",
                "pointerMove",
                "duration",
                20,
                "x",
                at.get(0).intValue(),
                "y",
                at.get(1).intValue());
    }

    void preferColours(String scheme) {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** What the window shows, as a PNG. */
    byte[] screenshot() {
        return Base64.getDecoder().decode(call("GET", path("/screenshot"), null).stringValue());
    }

    /** From now on, {@link #processorMillis} counts. */
    void countProcessorTime() {
        command("Performance.enable", Map.of("timeDomain", "threadTicks"));
    }

    /** How long the page's main thread has used the processor, in ms. */
    double processorMillis() {
        for (JsonNode metric : command("Performance.getMetrics", Map.of()).get("metrics")) {
            if (metric.get("name").stringValue().equals("TaskDuration")) {
                return metric.get("value").doubleValue() * 1000;
            }
        }
        throw new AssertionError("the browser does not say how long its tasks took");
    }

    /** A command of the DevTools protocol, and what it answers. */
    JsonNode command(String name, Map<String, Object> parameters) {
        return call("POST", path("/goog/cdp/execute"), Map.of("cmd", name, "params", parameters));
    }

    /** The console's messages since the last call. */
    List<String> console() {
        List<String> messages = new ArrayList<>();
        log("browser").forEach(entry -> messages.add(entry.get("message").stringValue()));
        return messages;
    }

    /** The addresses that pages asked for since the last call. */
    List<String> requests() {
        List<String> urls = new ArrayList<>();
        for (JsonNode entry : log("performance")) {
            JsonNode message = JsonMapper.shared()
                    .readTree(entry.get("message").stringValue())
                    .get("message");
            if (message.get("method").stringValue().equals("Network.requestWillBeSent")) {
                urls.add(message.at("/params/request/url").stringValue());
            }
        }
        return urls;
    }

    @Override
    public void close() {
        try {
            call("DELETE", "/session/" + session, null);
        } finally {
            driver.destroy();
            driver.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private void act(Map<String, Object> source) {
        call("POST", path("/actions"), Map.of("actions", List.of(source)));
    }

    private JsonNode log(String type) {
        return call("POST", path("/se/log"), Map.of("type", type));
    }

    private String path(String command) {
        return "/session/" + session + command;
    }

    private JsonNode call(String method, String path, Map<String, Object> body) {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE.multipliedBy(3))
                .method(method, publisher)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JsonMapper.shared().readTree(response.body()).get("value");
            if (response.statusCode() != 200) {
                throw new AssertionError(method + " " + path + ": " + value.get("message"));
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the browser", e);
        }
    }

    private static Optional<Path> program(String name) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
