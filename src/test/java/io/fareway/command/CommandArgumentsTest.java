package io.fareway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.command.CommandSyntax.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandArgumentsTest {

    @CommandSyntax(
            name = "sail",
            summary = "Sails",
            words = "PORT...",
            options = {
                @Option(name = "day", value = "DATE", meaning = "When"),
                @Option(name = "json", meaning = "As JSON")
            })
    private static final class Sail {}

    @CommandSyntax(name = "drift", summary = "Drifts")
    private static final class Drift {}

    private static final CommandSyntax SAIL = Sail.class.getAnnotation(CommandSyntax.class);

    @Test
    void parse_readsWordsAndOptionsInAnyOrder() {
        CommandArguments arguments =
                CommandArguments.parse(SAIL, List.of("riga", "--day", "today", "tallinn", "--json"));

        assertThat(arguments.words()).containsExactly("riga", "tallinn");
        assertThat(arguments.options()).isEqualTo(Map.of("day", "today", "json", ""));
    }

    @Test
    void parse_takesAValueBehindAnEqualsSign() {
        CommandArguments arguments = CommandArguments.parse(SAIL, List.of("--day=a=b"));

        assertThat(arguments.option("day")).contains("a=b");
    }

    @Test
    void parse_takesEverythingAfterTwoDashesAsWords() {
        CommandArguments arguments = CommandArguments.parse(SAIL, List.of("--", "--json"));

        assertThat(arguments.words()).containsExactly("--json");
        assertThat(arguments.has("json")).isFalse();
    }

    @Test
    void parse_namesTheNearestOption() {
        assertThatThrownBy(() -> CommandArguments.parse(SAIL, List.of("--dya=today")))
                .isInstanceOf(UsageException.class)
                .hasMessage("unknown option --dya (did you mean \"day\"?)");
    }

    @Test
    void parse_refusesAnOptionWithoutItsValue() {
        assertThatThrownBy(() -> CommandArguments.parse(SAIL, List.of("--day")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--day needs a value: --day DATE");
    }

    @Test
    void parse_refusesAValueWhereNoneBelongs() {
        assertThatThrownBy(() -> CommandArguments.parse(SAIL, List.of("--json=yes")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--json takes no value");
    }

    @Test
    void parse_refusesWordsAfterACommandThatTakesNone() {
        CommandSyntax drift = Drift.class.getAnnotation(CommandSyntax.class);

        assertThatThrownBy(() -> CommandArguments.parse(drift, List.of("away")))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"away\" cannot follow drift");
    }
}
