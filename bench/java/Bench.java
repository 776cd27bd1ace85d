package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run: starts everything, measures, prints, ends everything. */
public final class Bench {

    private static final List<Integer> CONNECTIONS = List.of(1, 16, 64);
    private static final int STEADY_CONNECTIONS = 16;
    private static final double STEADY_RATE = 100;
    private static final int STREAM_ROUND = 50;
    private static final int WARM_UP_STEPS = 10;
    private static final double SETTLED = 0.97;

    private final Options options;
    private final Servers servers;
    private final Report report;

    private Bench(Options options, Servers servers, Report report) {
        this.options = options;
        this.servers = servers;
        this.report = report;
    }

    /** Takes the work folder, the first port, {@code full} or {@code quick}, and options for the gateway's JVM. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        List<String> javaOptions = List.of(arguments).subList(3, arguments.length);
        Options options = arguments[2].equals("quick")
                ? Options.quick(work, javaOptions, port)
                : Options.full(work, javaOptions, port);
        try (Servers servers = new Servers(work)) {
            new Bench(options, servers, new Report(System.out)).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        report.machine(options.javaOptions(), Disk.syncs(options.work()));
        Target stub = servers.stub(options.port() + 1);
        Optional<Target> nginx = servers.nginx(options.port() + 2, stub.port());
        try (Gateway gateway = startRepeatedly(stub)) {
            List<Target> targets = new ArrayList<>(List.of(stub));
            nginx.ifPresent(targets::add);
            targets.add(gateway.target());
            plain(targets);
            firstTokens(stub, gateway.target());
            openStreams(stub, gateway.target());
        }
    }

    private Gateway startRepeatedly(Target stub) throws IOException, InterruptedException {
        List<Gateway> starts = new ArrayList<>();
        while (true) {
            Gateway gateway =
                    Gateway.start(servers, options.work(), options.javaOptions(), options.port(), stub.port());
            starts.add(gateway);
            if (starts.size() == options.starts()) {
                report.starts(starts, gateway.target().residentMib());
                return gateway;
            }
            gateway.close();
        }
    }

    private void plain(List<Target> targets) throws IOException, InterruptedException {
        for (Target target : targets) {
            warmUp(target);
        }
        report.plainHead();
        for (int connections : CONNECTIONS) {
            report.plain(connections + " at once", best(new Load(connections, options.seconds(), 0), targets));
        }
        Load steady = new Load(STEADY_CONNECTIONS, options.seconds(), STEADY_RATE);
        report.plain("%.0f a second".formatted(STEADY_RATE), best(steady, targets));
        report.loadedMemory(targets.getLast().residentMib());
    }

    /** Compilers finish sooner on a quiet machine: goes on until the CPU time per request hardly falls any more. */
    private void warmUp(Target target) throws IOException, InterruptedException {
        Load step = new Load(STEADY_CONNECTIONS, options.warmUp() / WARM_UP_STEPS, 0);
        double least = Double.MAX_VALUE;
        int settled = 0;
        for (int i = 0; i < WARM_UP_STEPS && settled < 2; i++) {
            double now = step.run(target).cpu();
            settled = now > least * SETTLED ? settled + 1 : 0;
            least = Math.min(least, now);
        }
    }

    /** Lets the targets take turns, so that other work on the machine meets all of them. */
    private Map<String, Load.Result> best(Load load, List<Target> targets) throws IOException, InterruptedException {
        Map<String, Load.Result> best = new LinkedHashMap<>();
        Comparator<Load.Result> order = load.rate() == 0
                ? Comparator.comparingDouble(Load.Result::perSecond)
                : Comparator.comparingDouble(Load.Result::p99).reversed();
        for (int round = 0; round < options.rounds(); round++) {
            for (Target target : targets) {
                best.merge(
                        target.name(), load.run(target), (a, b) -> order.compare(a, b) >= 0 ? a : b);
            }
        }
        return best;
    }

    private void firstTokens(Target stub, Target gateway) throws IOException {
        Streams.firstTokens(gateway.port(), options.firstTokens());
        List<Latencies> direct = new ArrayList<>();
        List<Latencies> through = new ArrayList<>();
        for (int done = 0; done < options.firstTokens(); done += STREAM_ROUND) {
            direct.add(Streams.firstTokens(stub.port(), STREAM_ROUND));
            through.add(Streams.firstTokens(gateway.port(), STREAM_ROUND));
        }
        report.firstTokens(Latencies.merged(direct), Latencies.merged(through));
    }

    private void openStreams(Target stub, Target gateway) throws IOException {
        double before = gateway.residentMib();
        try (Streams streams = new Streams(gateway.port())) {
            for (int count : options.openStreams()) {
                streams.openUpTo(count);
                report.openStreams(count, before, gateway.residentMib());
            }
            streams.finish(stub.port());
        }
        report.streamsEnded(options.openStreams().getLast());
    }
}
