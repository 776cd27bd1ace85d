package bench.hostile;

import bench.Memory;
import bench.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One run: each hostile model several times, some at once, while another caller goes on asking for small answers. */
public final class Hostile {

    private static final List<String> MODELS = List.of("gzip-bomb", "gigabyte", "endless");
    private static final int EACH = 20;
    private static final int AT_ONCE = 4;

    private Hostile() {}

    /** Takes the work folder, the first port, and options for the gateway's JVM. */
    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        List<String> javaOptions = List.of(arguments).subList(2, arguments.length);
        System.out.printf(
                "each hostile model %d times, %d at once; gateway with %s, JDK %s%n",
                EACH,
                AT_ONCE,
                String.join(" ", javaOptions),
                Runtime.version());
        boolean right;
        try (Servers servers = new Servers(work);
                Flood flood = new Flood(port + 1)) {
            Process gateway = start(servers, work, port, javaOptions);
            right = run(gateway, new Callers(port), flood);
        }
        System.out.printf("%n%s%n", right ? "nobody was harmed" : "FAILED: see above");
        System.exit(right ? 0 : 1);
    }

    private static Process start(Servers servers, Path work, int port, List<String> javaOptions)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Servers.java()));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                "target/fareway.jar",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--fareway.settings.folder=" + work.resolve("config"),
                "--fareway.database.url=jdbc:sqlite:" + work.resolve("fareway.db"),
                "--fareway.reports.folder=" + work.resolve("reports"),
                "--fareway.batch.inbox=" + work.resolve("inbox"),
                "--fareway.batch.outbox=" + work.resolve("outbox"),
                "--fareway.queue.folder=" + work.resolve("queue"),
                "--fareway.breaker.failures=1000",
                "--fareway.demo=false"));
        Process process = servers.start("gateway", Map.of("HOSTILE_PORT_ONE", Integer.toString(port + 1)), command);
        servers.awaitAnswer("gateway", process, port, "/actuator/health/readiness");
        return process;
    }

    private static boolean run(Process gateway, Callers callers, Flood flood)
            throws IOException, InterruptedException, ExecutionException {
        for (String model : MODELS) {
            callers.isRefused(model);
        }
        List<Memory.Sample> samples = new ArrayList<>();
        samples.add(Memory.Sample.of("after one of each", gateway.toHandle()));
        CompletableFuture<Callers.Others> others = new CompletableFuture<>();
        Thread other = Thread.ofVirtual().start(() -> others.complete(callers.askUntilInterrupted()));
        boolean refused = true;
        for (String model : MODELS) {
            int count = refusals(callers, model);
            System.out.printf("%-5s %-12s %d of %d refused%n", count == EACH ? "ok" : "WRONG", model, count, EACH);
            refused &= count == EACH;
            samples.add(Memory.Sample.of("after " + EACH + " of " + model, gateway.toHandle()));
        }
        other.interrupt();
        Callers.Others got = others.get();
        System.out.printf("%,d MiB were sent to the gateway before it cut them off%n", flood.sentMib());
        System.out.printf(
                "%-5s other callers meanwhile: %,d answered, %d not; p50 %.0f ms, p99 %.0f ms%n",
                got.failed() == 0 ? "ok" : "WRONG",
                got.answered(),
                got.failed(),
                got.times().millis(50),
                got.times().millis(99));
        Memory memory = new Memory(samples);
        memory.print(System.out);
        return refused && got.failed() == 0 && got.answered() > 0 && memory.isFlat() && gateway.isAlive();
    }

    private static int refusals(Callers callers, String model) throws InterruptedException, ExecutionException {
        int refused = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Boolean>> asked = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                asked.add(threads.submit(() -> callers.isRefused(model)));
            }
            for (Future<Boolean> each : asked) {
                refused += each.get() ? 1 : 0;
            }
        }
        return refused;
    }
}
