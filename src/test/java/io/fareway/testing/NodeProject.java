package io.fareway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Node project that is copied into the build folder, installed there, and run as a process. */
public final class NodeProject {

    private final Path source;
    private final Path copy;

    /** What a process printed, and how it ended. */
    public record Run(int exitCode, String output) {}

    /** A project whose sources stand in one folder and which is installed and run in another. */
    public NodeProject(Path source, Path copy) {
        this.source = source;
        this.copy = copy;
    }

    /** Major version of the Node on the PATH; 0 when Node or npm is missing. */
    public int nodeVersion() {
        try {
            Run npm = run(Path.of("."), Map.of(), List.of("npm", "--version"));
            Run node = run(Path.of("."), Map.of(), List.of("node", "--version"));
            return npm.exitCode() == 0 && node.exitCode() == 0 ? majorVersion(node.output()) : 0;
        } catch (IOException e) {
            return 0; // not installed
        }
    }

    private static int majorVersion(String version) {
        return Integer.parseInt(version.strip().replaceFirst("v(\\d+).*", "$1"));
    }

    /** Copies the sources and installs exactly what the lock file names. */
    public void install() {
        try {
            Files.createDirectories(copy);
            try (Stream<Path> files = Files.list(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Run run = run(copy, Map.of(), List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"));
            if (run.exitCode() != 0) {
                throw new IllegalStateException("npm ci failed in " + copy + ":\n" + run.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs these test files against the gateway at this base URL. */
    public Run test(String baseUrl, String... files) {
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        command.addAll(List.of(files));
        try {
            return run(copy, Map.of("FAREWAY_BASE_URL", baseUrl), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Run run(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Run(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("Interrupted while " + command + " ran", e);
        }
    }
}
