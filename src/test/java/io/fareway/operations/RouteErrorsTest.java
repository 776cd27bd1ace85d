package io.fareway.operations;

import static io.fareway.operations.RevisionGateway.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Camel finds wrong is reported with file and line, and the revision before goes on. */
class RouteErrorsTest {

    private static final String FIRST = answering("greeting", "/greeting", "one");

    private static RevisionGateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        gateway = RevisionGateway.start(
                folder,
                new RevisionGateway.FakeSource(),
                FIRST,
                "--fareway.routes.allowed-schemes=direct,platform-http,log,nowhere");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void revisionBeforeGoesOn() throws Exception {
        assertThat(gateway.get("/greeting").body()).isEqualTo("one");
        assertThat(gateway.routes().revision()).isEqualTo(1);
        assertThat(gateway.routes().lastError()).isPresent();
    }

    @Test
    void deploy_unknownComponent() throws Exception {
        assertThat(problemOf("to: {id: bad-step, uri: \"nowhere:land\"}"))
                .startsWith("routes/10-first.camel.yaml:12: ")
                .contains("nowhere");
    }

    @Test
    void deploy_unknownBean() throws Exception {
        assertThat(problemOf("bean: {id: bad-step, ref: nobody, method: run}"))
                .startsWith("routes/10-first.camel.yaml:12: ")
                .contains("nobody");
    }

    @Test
    void deploy_unknownMethodOfABean() throws Exception {
        assertThat(problemOf("bean: {id: bad-step, ref: sharedGreeting, method: vanish}"))
                .startsWith("routes/10-first.camel.yaml:12: ")
                .contains("vanish");
    }

    @Test
    void deploy_unknownPlaceholder() throws Exception {
        assertThat(problemOf("to: {id: bad-step, uri: \"direct:{{no.such.setting}}\"}"))
                .startsWith("routes/10-first.camel.yaml:12: ")
                .contains("no.such.setting");
    }

    @Test
    void deploy_unknownEndpointOption() throws Exception {
        assertThat(problemOf("to: {id: bad-step, uri: \"log:here?colour=red\"}"))
                .startsWith("routes/10-first.camel.yaml:12: ")
                .contains("colour");
    }

    @Test
    void deploy_expressionThatCannotBeRead() throws Exception {
        assertThat(problemOf("setBody: {id: bad-step, simple: \"${bodyy}\"}"))
                .startsWith("routes/10-first.camel.yaml:12: ")
                .contains("bodyy");
    }

    @Test
    void deploy_twoRoutesFromOneEndpoint() throws Exception {
        String twice =
                """
                - route:
                    id: inner-%1$s
                    description: Listens
                    from:
                      uri: direct:inner
                      steps:
                        - log: {id: inner-log-%1$s, message: fine}
                """;
        gateway.edit(FIRST + twice.formatted("a") + twice.formatted("b"));

        assertThat(refusal()).startsWith("routes/10-first.camel.yaml:").contains("direct://inner");
    }

    @Test
    void deploy_brokenYaml() throws Exception {
        assertThat(problemOf("log: ["))
                .startsWith("routes/10-first.camel.yaml:")
                .contains("not valid YAML");
    }

    private static String problemOf(String step) throws Exception {
        gateway.edit(FIRST + "        - " + step + "\n");
        return refusal();
    }

    private static String refusal() {
        List<String> problems = catchThrowableOfType(
                        RevisionRefusedException.class, () -> gateway.routes().deploy())
                .problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }
}
