package io.fareway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged jar as a process of its own, in a folder of its own with the shipped routes and settings. */
public final class GatewayProcess implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final List<String> options;
    private Process process;

    private GatewayProcess(Path folder, int port, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
        this.process = launch();
        awaitReady();
    }

    /** Starts the jar that the build has just packaged and returns when it is ready. */
    public static GatewayProcess start(Path folder, String... options) {
        copy(Path.of("routes"), folder.resolve("routes"));
        copy(Path.of("config"), folder.resolve("config"));
        return new GatewayProcess(folder, freePort(), List.of(options));
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1", // it lives for seconds
                "-jar",
                Path.of("target/fareway.jar").toAbsolutePath().toString(),
                "--server.port=" + port));
        command.addAll(options);
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Awaitility.await("readiness, see " + log())
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the gateway ended: " + Files.readString(log()));
                    }
                    try {
                        return client().get("/actuator/health/readiness").statusCode() == 200;
                    } catch (UncheckedIOException notListening) {
                        return false;
                    }
                });
    }

    /** Kills it like a power cut would, and starts it again over the same folder. */
    public void killAndRestart() {
        kill();
        restart();
    }

    /** Sends SIGTERM and returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** Waits, at most a minute, for its end. */
    public void awaitEnd() {
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }

    /** Starts it again over the same folder, after its end. */
    public void restart() {
        process = launch();
        awaitReady();
    }

    /** Sends SIGKILL and waits for the end. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** A client of it. */
    public ChatClient client() {
        return new ChatClient(port);
    }

    /** Where it runs. */
    public Path folder() {
        return folder;
    }

    /** Its log so far. */
    public Path log() {
        return folder.resolve("gateway.log");
    }

    @Override
    public void close() {
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, 60, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            kill();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
