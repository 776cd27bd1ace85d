package bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the figures as they come, with the ratios that count. */
final class Report {

    private static final String ROW = "%-14s %-8s %10s %9s %9s %12s %12s %10s %9s%n";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void machine(List<String> javaOptions, Latencies syncs) throws IOException {
        out.printf(
                "%s, %d cores, %s, JDK %s, gateway with %s%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                Runtime.version(),
                String.join(" ", javaOptions));
        out.printf("load average before the run: %.1f%n", ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage());
        out.printf("making 4 KiB durable on this disk: p50 %.2f ms, p99 %.2f ms%n", syncs.millis(50), syncs.millis(99));
    }

    private static String memory() throws IOException {
        String total = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", "");
        return Math.round(Double.parseDouble(total) / 1024 / 1024) + " GiB";
    }

    void starts(List<Gateway> starts, double residentMib) {
        out.printf(
                "%ntime to ready: %s s (CPU %s s), RSS then %.0f MiB%n",
                starts.stream().map(start -> "%.1f".formatted(start.secondsToReady())).collect(Collectors.joining(", ")),
                starts.stream()
                        .map(start -> "%.1f".formatted(start.cpuSecondsToReady()))
                        .collect(Collectors.joining(", ")),
                residentMib);
    }

    void plainHead() {
        out.printf("%nplain requests, best of the rounds (times in ms)%n");
        out.printf(ROW, "load", "target", "requests/s", "p50", "p99", "added p50", "added p99", "CPU us/req", "x nginx");
    }

    void plain(String load, Map<String, Load.Result> results) {
        Load.Result direct = results.get("direct");
        results.forEach((name, result) -> {
            boolean added = !name.equals("direct");
            boolean ratio = name.equals("gateway") && results.containsKey("nginx");
            out.printf(
                    ROW,
                    load,
                    name,
                    "%.0f".formatted(result.perSecond()),
                    "%.2f".formatted(result.p50()),
                    "%.2f".formatted(result.p99()),
                    added ? "%.2f".formatted(result.p50() - direct.p50()) : "",
                    added ? "%.2f".formatted(result.p99() - direct.p99()) : "",
                    added ? "%.0f".formatted(result.cpu()) : "",
                    ratio ? "%.1f".formatted(result.cpu() / results.get("nginx").cpu()) : "");
        });
    }

    void loadedMemory(double residentMib) {
        out.printf("gateway's RSS after this load: %.0f MiB%n", residentMib);
    }

    void firstTokens(Latencies direct, Latencies gateway) {
        out.printf("%nfirst token of a stream, one stream at a time, %d streams (ms)%n", gateway.count());
        out.printf("direct   p50 %.2f  p99 %.2f%n", direct.millis(50), direct.millis(99));
        out.printf("gateway  p50 %.2f  p99 %.2f%n", gateway.millis(50), gateway.millis(99));
        out.printf(
                "added    p50 %.2f  p99 %.2f%n%n",
                gateway.millis(50) - direct.millis(50), gateway.millis(99) - direct.millis(99));
    }

    void openStreams(int count, double before, double after) {
        out.printf(
                "%d open streams: RSS %.0f MiB, %.0f MiB before; %.0f KiB a stream%n",
                count, after, before, (after - before) * 1024 / count);
    }

    void streamsEnded(int count) {
        out.printf("all %d streams were then answered to their end%n", count);
    }
}
