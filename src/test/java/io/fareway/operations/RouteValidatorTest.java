package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteValidatorTest {

    private static final RouteValidator validator = new RouteValidator(Set.of("direct", "log", "http"));

    @Test
    void validate_acceptsAGoodFile() {
        List<RouteDocument> documents = validator.validate(List.of(file("a", GOOD)));

        assertThat(documents).hasSize(1);
    }

    @Test
    void validate_namesTheLineOfBrokenYaml() {
        assertThat(problems(GOOD + "  - [unclosed\n"))
                .singleElement()
                .asString()
                .matches("routes/a:1\\d: is not valid YAML: .*");
    }

    @Test
    void validate_refusesAnEmptyFile() {
        assertThat(problems("# nothing\n")).containsExactly("routes/a:1: is empty; add a route or remove the file");
    }

    @Test
    void validate_refusesAKeyGivenTwice() {
        assertThat(problems(GOOD.replace("    description: Good\n", "    description: Good\n    description: Again\n")))
                .containsExactly("routes/a:4: gives `description` twice");
    }

    @Test
    void validate_refusesAnchors() {
        assertThat(problems(GOOD.replace("from:", "from: &again")))
                .singleElement()
                .asString()
                .contains("anchors");
    }

    @Test
    void validate_suggestsTheNearestProperty() {
        assertThat(problems(GOOD.replace("message:", "mesage:")))
                .containsExactly("routes/a:9: `mesage` is not known here; did you mean `message`?");
    }

    @Test
    void validate_suggestsTheNearestStep() {
        assertThat(problems(GOOD.replace("- log:", "- lgo:")))
                .containsExactly("routes/a:7: `lgo` is not known here; did you mean `log`?");
    }

    @Test
    void validate_namesTheTypeThatIsExpected() {
        assertThat(problems(GOOD.replace("message: hello", "message: 5")))
                .containsExactly("routes/a:9: `5` must be a string: put it in quotes");
    }

    @Test
    void validate_namesAMissingProperty() {
        assertThat(problems(GOOD.replace("          message: hello\n", "")))
                .containsExactly("routes/a:8: `message` is missing");
    }

    @Test
    void validate_demandsIdAndDescriptionOfARoute() {
        assertThat(problems(GOOD.replace("    id: good\n    description: Good\n", "    group: g\n")))
                .containsExactly("routes/a:1: `route` needs an `id`", "routes/a:1: the route needs a `description`");
    }

    @Test
    void validate_demandsAnIdOfEveryStep() {
        assertThat(problems(GOOD.replace("          id: say-hello\n", "")))
                .containsExactly("routes/a:7: `log` needs an `id`");
    }

    @Test
    void validate_demandsIdsWithinAChoice() {
        assertThat(
                        problems(
                                """
                        - route:
                            id: chooser
                            description: Chooses
                            from:
                              uri: direct:choose
                              steps:
                                - choice:
                                    id: which-one
                                    when:
                                      - simple: "${body} == 1"
                                        steps:
                                          - to: direct:short
                        """))
                .containsExactly("routes/a:10: `when` needs an `id`", "routes/a:12: `to` needs an `id`");
    }

    @Test
    void validate_refusesAnIdUsedInTwoFiles() {
        RevisionRefusedException refusal = catchThrowableOfType(
                RevisionRefusedException.class,
                () -> validator.validate(List.of(file("a", GOOD), file("b", GOOD.replace("id: good", "id: other")))));

        assertThat(refusal.problems()).containsExactly("routes/b:7: the id `say-hello` is already used at routes/a:7");
    }

    @Test
    void validate_refusesAComponentThatIsNotAllowed() {
        assertThat(problems(GOOD.replace("direct:good", "exec:rm")))
                .containsExactly("routes/a:5: the component `exec` is not allowed; allowed are direct, http, log");
    }

    @Test
    void validate_refusesDynamicHttp() {
        assertThat(problems(withStep("toD: {id: call-out, uri: \"http:${header.host}\"}")))
                .containsExactly("routes/a:7: toD must not call HTTP addresses; use `to` with a fixed address");
    }

    @Test
    void validate_demandsTheMethodOfABean() {
        assertThat(problems(withStep("bean: {id: call-bean, ref: ledger}")))
                .containsExactly("routes/a:7: a bean step names `ref` and `method`, and no `beanType`");
    }

    @Test
    void validate_reportsEveryProblemOfEveryFile() {
        List<RouteFile> files = IntStream.range(0, 3)
                .mapToObj(
                        i -> file("f" + i, GOOD.replace("message:", "mesage:").replace("description:", "descriptoin:")))
                .toList();

        RevisionRefusedException refusal =
                catchThrowableOfType(RevisionRefusedException.class, () -> validator.validate(files));

        assertThat(refusal.problems()).hasSize(6);
    }

    private static final String GOOD =
            """
            - route:
                id: good
                description: Good
                from:
                  uri: direct:good
                  steps:
                    - log:
                        id: say-hello
                        message: hello
            """;

    private static String withStep(String step) {
        return GOOD.substring(0, GOOD.indexOf("        - log:")) + "        - " + step + "\n";
    }

    private static List<String> problems(String text) {
        return catchThrowableOfType(RevisionRefusedException.class, () -> validator.validate(List.of(file("a", text))))
                .problems();
    }

    private static RouteFile file(String name, String text) {
        return new RouteFile("routes/" + name, text);
    }
}
