package bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged gateway with everything on: API key, classification, breakers, durable ledger, prices. */
final class Gateway implements Closeable {

    static final String API_KEY = "bench-key";

    private final Process process;
    private final int port;
    private final double secondsToReady;
    private final double cpuSecondsToReady;

    private Gateway(Process process, int port, double secondsToReady) {
        this.process = process;
        this.port = port;
        this.secondsToReady = secondsToReady;
        this.cpuSecondsToReady = target().cpuMicros() / 1e6;
    }

    /**
     * Starts it with an empty ledger and waits until it says that it is ready.
     *
     * @param javaOptions for its JVM
     */
    static Gateway start(Servers servers, Path work, List<String> javaOptions, int port, int stubPort)
            throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(work, "data");
        List<String> command = new ArrayList<>(List.of(Servers.java()));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-jar",
                "target/fareway.jar",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--fareway.settings.folder=" + work.resolve("config"),
                "--fareway.database.url=jdbc:sqlite:" + data.resolve("fareway.db"),
                "--fareway.reports.folder=" + data.resolve("reports"),
                "--fareway.batch.inbox=" + data.resolve("inbox"),
                "--fareway.batch.outbox=" + data.resolve("outbox"),
                "--fareway.queue.folder=" + data.resolve("queue"),
                "--fareway.admission.max-concurrent=4000",
                "--fareway.admission.keys=" + API_KEY,
                "--fareway.demo=false"));
        long begin = System.nanoTime();
        Process process =
                servers.start("gateway", Map.of("BENCH_STUB_PORT", Integer.toString(stubPort)), command);
        servers.awaitAnswer("gateway", process, port, "/actuator/health/readiness");
        return new Gateway(process, port, (System.nanoTime() - begin) / 1e9);
    }

    double secondsToReady() {
        return secondsToReady;
    }

    double cpuSecondsToReady() {
        return cpuSecondsToReady;
    }

    Target target() {
        return new Target("gateway", port, process.toHandle());
    }

    @Override
    public void close() {
        try {
            Servers.stop(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
