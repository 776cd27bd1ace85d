package bench.batch;

import bench.LiveHeap;
import bench.ProcessUsage;
import bench.Servers;
import io.fareway.testing.BatchProviderStub;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One job through the packaged gateway: pace, memory, and whether every line has exactly one right result. */
final class BatchRun {

    private static final Pattern RESULT =
            Pattern.compile("\"custom_id\":\"c(\\d+)\",\"response\":\\{\"status_code\":200,.*\"content\":\"echo p(\\d+)\"");
    private static final Duration PER_BATCH = Duration.ofSeconds(3);
    private static final long LOOK_EVERY_MS = 500;
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(30);

    private final Path work;
    private final int port;
    private final int lines;
    private final List<String> javaOptions;
    private final Servers servers;
    private Process gateway;
    private int starts;
    private double peakMib;

    private BatchRun(Path work, int port, int lines, List<String> javaOptions, Servers servers) {
        this.work = work;
        this.port = port;
        this.lines = lines;
        this.javaOptions = javaOptions;
        this.servers = servers;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int lines = Integer.parseInt(arguments[2]);
        int kills = Integer.parseInt(arguments[3]);
        boolean good;
        try (Servers servers = new Servers(work);
                BatchProviderStub stub = new BatchProviderStub(port + 1, PER_BATCH)) {
            BatchRun run = new BatchRun(
                    work, port, lines, List.of(arguments).subList(4, arguments.length), servers);
            good = run.run(stub, kills);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(BatchProviderStub stub, int kills) throws Exception {
        start();
        Path part = work.resolve("inbox/job.jsonl.part");
        write(part, kills > 0);
        System.out.printf("%,d lines, %s%n", lines, kills > 0 ? "half of them for provider batches" : "all live");
        long began = System.nanoTime();
        Files.move(part, work.resolve("inbox/job.jsonl"));
        Random chance = new Random(1);
        for (int kill = 1; kill <= kills && !isDone(); kill++) {
            // the other half, in provider batches, is charged at once
            live(stub, chance.nextInt(lines / (kills + 1)));
            gateway.destroyForcibly().waitFor();
            start();
            System.out.printf("killed %d times, %,d charged%n", kill, stub.charged().size());
        }
        watch(stub, began);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(Locale.ROOT, "done in %.0f s, %.0f lines/s, at most %.0f MiB resident%n", seconds, lines / seconds, peakMib);
        Servers.stop(gateway);
        return checked(stub, kills);
    }

    /** Lets the gateway work until so many */
    private void live(BatchProviderStub stub, int further) throws InterruptedException {
        int until = stub.charges() + further;
        long end = System.nanoTime() + LONGEST_LIFE.toNanos();
        while (stub.charges() < until && System.nanoTime() < end && !isDone()) {
            Thread.sleep(1);
        }
    }

    private void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Servers.java()));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-jar",
                "target/fareway.jar",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--fareway.settings.folder=" + work.resolve("config"),
                "--fareway.database.url=jdbc:sqlite:" + work.resolve("fareway.db"),
                "--fareway.reports.folder=" + work.resolve("reports"),
                "--fareway.files.folder=" + work.resolve("files"),
                "--fareway.batch.inbox=" + work.resolve("inbox"),
                "--fareway.batch.outbox=" + work.resolve("outbox"),
                "--fareway.batch.provider-batches.folder=" + work.resolve("provider-batches"),
                "--fareway.batch.provider-batches.poll=500ms",
                "--fareway.batch.provider-batches.confirm=5s",
                "--fareway.demo=false"));
        String name = "gateway-" + ++starts;
        gateway = servers.start(name, Map.of("BATCH_PORT_STUB", Integer.toString(port + 1)), command);
        servers.awaitAnswer(name, gateway, port, "/actuator/health/readiness");
    }

    private void write(Path file, boolean mixed) throws IOException {
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int line = 1; line <= lines; line++) {
                String model = mixed && line % 2 == 0 ? "later" : "now";
                out.write("{\"custom_id\":\"c" + line + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                        + "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"p" + line
                        + "\"}]}}\n");
            }
        }
    }

    private boolean isDone() {
        return Files.exists(work.resolve("outbox/job.jsonl"));
    }

    private void watch(BatchProviderStub stub, long began) throws IOException, InterruptedException {
        System.out.println("| lines charged | seconds | MiB resident | MiB of heap in use after a collection |\n|---|---|---|---|");
        int told = 0;
        while (!isDone()) {
            Thread.sleep(LOOK_EVERY_MS);
            double mib = ProcessUsage.residentMib(gateway.toHandle());
            peakMib = Math.max(peakMib, mib);
            int charged = stub.charges();
            if (charged >= told + Math.max(1, lines / 10)) {
                told = charged;
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %.0f | %.0f | %.0f |%n",
                        charged,
                        (System.nanoTime() - began) / 1e9,
                        mib,
                        LiveHeap.mib(gateway.toHandle()));
            }
        }
    }

    private boolean checked(BatchProviderStub stub, int kills) throws Exception {
        int[] results = new int[lines + 1];
        long wrong = 0;
        long unordered = 0;
        int last = 0;
        try (Stream<String> output = Files.lines(work.resolve("outbox/job.jsonl"))) {
            for (String line : (Iterable<String>) output::iterator) {
                Matcher matcher = RESULT.matcher(line);
                if (matcher.find() && matcher.group(1).equals(matcher.group(2))) {
                    int number = Integer.parseInt(matcher.group(1));
                    unordered += number < last ? 1 : 0;
                    last = number;
                    results[number]++;
                } else {
                    wrong++;
                }
            }
        }
        long missing = 0;
        long doubled = 0;
        for (int line = 1; line <= lines; line++) {
            missing += results[line] == 0 ? 1 : 0;
            doubled += results[line] > 1 ? 1 : 0;
        }
        System.out.printf("results: %,d missing, %,d doubled, %,d wrong, %,d out of order%n", missing, doubled, wrong, unordered);
        return charges(stub, kills) && missing + doubled + wrong + unordered == 0;
    }

    private boolean charges(BatchProviderStub stub, int kills) throws Exception {
        Map<String, Integer> byLine = new HashMap<>();
        List<String> charged = stub.charged();
        charged.forEach(prompt -> byLine.merge(prompt, 1, Integer::sum));
        long again = charged.size() - byLine.size();
        int most = byLine.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        LedgerCount ledger = LedgerCount.read(work.resolve("fareway.db"));
        System.out.printf(
                "charged: %,d lines, %,d calls beyond one for each line (at most %d for one line)%n",
                byLine.size(), again, most);
        System.out.printf(
                "ledger: %,d attempts answered, %,d uncertain, %,d open; provider batches created: %,d%n",
                ledger.answered(), ledger.uncertain(), ledger.open(), stub.created());
        boolean booked = charged.size() <= ledger.answered() + ledger.uncertain() && ledger.open() == 0;
        // a kill loses at most what is under way: one call for each of the 32 slots
        boolean bounded = again <= kills * 32L;
        System.out.println(booked && bounded ? "every charge is booked" : "CHARGES ARE NOT BOOKED OR TOO MANY");
        return booked && bounded;
    }
}
