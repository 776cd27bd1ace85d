package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void of_startsTheGatewayWithoutAWord() {
        CommandLine line = CommandLine.of("--server.port=8090", "--debug");

        assertThat(line.command()).isEmpty();
        assertThat(line.settings()).containsExactly("--server.port=8090", "--debug");
    }

    @Test
    void of_namesTheCommandByItsFirstWord() {
        CommandLine line = CommandLine.of("report", "today", "--format=csv");

        assertThat(line.command()).contains("report");
        assertThat(line.arguments()).containsExactly("today", "--format=csv");
    }

    @Test
    void of_givesOptionsWithADotToSpringWhereverTheyStand() {
        CommandLine line = CommandLine.of("--fareway.demo=true", "validate", "--fareway.settings.folder=other");

        assertThat(line.settings()).containsExactly("--fareway.demo=true", "--fareway.settings.folder=other");
        assertThat(line.arguments()).isEmpty();
    }

    @Test
    void of_leavesADotInAValueToTheCommand() {
        CommandLine line = CommandLine.of("report", "--out=report.html");

        assertThat(line.arguments()).containsExactly("--out=report.html");
    }

    @Test
    void of_takesTheUsualCryForHelp() {
        assertThat(CommandLine.of("--help").command()).contains("help");
        assertThat(CommandLine.of("-h").command()).contains("help");
    }
}
