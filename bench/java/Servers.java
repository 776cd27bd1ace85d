package bench;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of a run; all of them end with it. */
public final class Servers implements Closeable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Path work;
    private final List<Process> started = new CopyOnWriteArrayList<>();

    /** Writes each server's output to a log in the work folder. */
    public Servers(Path work) {
        this.work = work;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    Target stub(int port) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        Process process =
                start("stub", Map.of(), List.of(java(), "-cp", classPath, "bench.Stub", Integer.toString(port)));
        awaitAnswer("stub", process, port, "/");
        return new Target("direct", port, process.toHandle());
    }

    /** Starts nginx as a plain proxy with kept-alive connections, where it is installed. */
    Optional<Target> nginx(int port, int stubPort) throws IOException, InterruptedException {
        Optional<String> program = Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> folder + "/nginx")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Files.createDirectories(work.resolve("nginx"));
        Path settings = folder.resolve("nginx.conf");
        Files.writeString(
                settings,
                Files.readString(Path.of("bench/nginx.conf"))
                        .replace("@port@", Integer.toString(port))
                        .replace("@stub-port@", Integer.toString(stubPort)));
        Process process = start(
                "nginx",
                Map.of(),
                List.of(program.get(), "-e", "error.log", "-p", folder.toString(), "-c", settings.toString()));
        awaitAnswer("nginx", process, port, "/");
        return Optional.of(new Target("nginx", port, process.toHandle()));
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public Process start(String name, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(name + ".log").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Waits until a server answers a GET with 200, looking every 2 ms. */
    public void awaitAnswer(String name, Process process, int port, String path) throws IOException, InterruptedException {
        byte[] request = Connection.request(path, "");
        long begin = System.nanoTime();
        while (true) {
            try (Connection connection = new Connection(port)) {
                connection.exchange(request);
                return;
            } catch (IOException e) {
                boolean late = System.nanoTime() - begin > PATIENCE.toNanos();
                if (late || !process.isAlive() || !(e instanceof ConnectException || e.getMessage().contains("503"))) {
                    throw new IOException(name + " does not start; see " + work.resolve(name + ".log"), e);
                }
            }
            Thread.sleep(2);
        }
    }

    /** Ends a process and waits for its end. */
    public static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroy);
        try {
            for (Process process : started) {
                stop(process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
