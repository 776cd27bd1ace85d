package bench.chaos;

import bench.Memory;
import bench.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The packaged gateway with one ledger for the whole run, however often it is killed. */
final class Gateway {

    private final Servers servers;
    private final Path work;
    private final int port;
    private final List<String> javaOptions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readied = lock.newCondition();
    private boolean ready;
    private int starts;
    private Process process;

    Gateway(Servers servers, Path work, int port, List<String> javaOptions) {
        this.servers = servers;
        this.work = work;
        this.port = port;
        this.javaOptions = javaOptions;
    }

    Path ledger() {
        return work.resolve("fareway.db");
    }

    /** Starts it and waits until it says that it is ready. */
    void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Servers.java()));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-jar",
                "target/fareway.jar",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--fareway.settings.folder=" + work.resolve("config"),
                "--fareway.database.url=jdbc:sqlite:" + ledger(),
                "--fareway.reports.folder=" + work.resolve("reports"),
                "--fareway.batch.inbox=" + work.resolve("inbox"),
                "--fareway.batch.outbox=" + work.resolve("outbox"),
                "--fareway.queue.folder=" + work.resolve("queue"),
                "--fareway.breaker.window=2s",
                "--fareway.breaker.open=2s",
                "--fareway.demo=false"));
        String name = "gateway-" + ++starts;
        Map<String, String> ports = Map.of(
                "CHAOS_PORT_ONE", Integer.toString(port + 1),
                "CHAOS_PORT_TWO", Integer.toString(port + 2),
                "CHAOS_PORT_THREE", Integer.toString(port + 3));
        process = servers.start(name, ports, command);
        servers.awaitAnswer(name, process, port, "/actuator/health/readiness");
        ready(true);
    }

    private void ready(boolean now) {
        lock.lock();
        try {
            ready = now;
            readied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while it is being started again. */
    void awaitReady() throws InterruptedException {
        lock.lock();
        try {
            while (!ready) {
                readied.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** SIGKILL; from now on only the requests under way meet it, as the next ones wait for its start. */
    void kill() throws InterruptedException {
        ready(false);
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and waits for its end. */
    void stop() throws InterruptedException {
        Servers.stop(process);
    }

    /** Returns what it takes now. */
    Memory.Sample memory(String moment) throws IOException, InterruptedException {
        return Memory.Sample.of(moment, process.toHandle());
    }
}
