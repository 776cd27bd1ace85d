package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and its children have used so far, from Linux's {@code /proc} (see proc(5)). */
public final class ProcessUsage {

    /** Linux's USER_HZ, 100 on every architecture that a JDK 21 runs on. */
    private static final double MICROS_PER_TICK = 10_000;

    private ProcessUsage() {}

    /** Returns the CPU time, user and system, in microseconds; steps of 10 ms. */
    static double cpuMicros(ProcessHandle process) {
        return family(process).mapToDouble(ProcessUsage::ownCpuMicros).sum();
    }

    /** Returns the resident memory in MiB. */
    public static double residentMib(ProcessHandle process) {
        return family(process).mapToDouble(ProcessUsage::ownResidentMib).sum();
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static double ownCpuMicros(ProcessHandle process) {
        String stat = String.join("", read(process, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // from field 3 on
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
    }

    private static double ownResidentMib(ProcessHandle process) {
        return read(process, "status").stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    private static List<String> read(ProcessHandle process, String file) {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        try {
            return Files.readAllLines(path);
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("process " + process.pid() + " has ended; see its log in target/bench", e);
        } catch (IOException e) {
            throw new IllegalStateException(path + " cannot be read", e);
        }
    }
}
