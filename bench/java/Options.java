package bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How thorough a run is.
 *
 * @param work folder for settings, data and logs of the run
 * @param javaOptions for the gateway's JVM
 * @param port first of three ports: gateway, stub, nginx
 * @param starts how often the gateway is started for its time to ready
 * @param warmUp seconds of load, at most, before anything is measured
 * @param rounds how often each load is repeated; the best round counts
 * @param seconds length of one round
 * @param firstTokens streams whose first token is timed, each way
 * @param openStreams how many streams are held open at once
 */
record Options(
        Path work,
        List<String> javaOptions,
        int port,
        int starts,
        double warmUp,
        int rounds,
        double seconds,
        int firstTokens,
        List<Integer> openStreams) {

    static Options full(Path work, List<String> javaOptions, int port) {
        return new Options(work, javaOptions, port, 3, 60, 3, 5, 1000, List.of(500, 2000));
    }

    static Options quick(Path work, List<String> javaOptions, int port) {
        return new Options(work, javaOptions, port, 1, 15, 1, 2, 200, List.of(500));
    }
}
