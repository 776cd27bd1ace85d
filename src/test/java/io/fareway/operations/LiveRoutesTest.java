package io.fareway.operations;

import static io.fareway.operations.RevisionGateway.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRoutesTest {

    private static final String FIRST = answering("greeting", "/greeting", "one");

    private static final RevisionGateway.FakeSource source = new RevisionGateway.FakeSource();
    private static RevisionGateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        // hawtio-springboot brings an exposure of its own, which outranks default properties
        gateway = RevisionGateway.start(folder, source, FIRST, "--management.endpoints.web.exposure.include=health");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void backToFirst() throws Exception {
        source.beans.clear();
        gateway.edit(FIRST);
        gateway.routes().deploy();
    }

    @Test
    void deploy_nextRequestFollowsTheEdit() throws Exception {
        gateway.edit(answering("greeting", "/greeting", "two"));

        gateway.routes().deploy();

        assertThat(gateway.get("/greeting").body()).isEqualTo("two");
    }

    @Test
    void deploy_removedPathIsNotFound() throws Exception {
        gateway.edit(answering("greeting", "/hello", "moved"));

        gateway.routes().deploy();

        assertThat(gateway.get("/greeting").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/hello").body()).isEqualTo("moved");
    }

    @Test
    void deploy_activatesItsContentsAndClosesTheOld() throws Exception {
        await().untilAsserted(() -> assertThat(gateway.routes().draining()).isZero());
        int activated = source.activated.get();
        int closed = source.closed.get();

        gateway.routes().deploy();

        assertThat(source.activated).hasValue(activated + 1);
        await().untilAsserted(() -> assertThat(source.closed).hasValue(closed + 1));
    }

    @Test
    void deploy_routesSeeTheBeansOfTheirRevision() throws Exception {
        gateway.edit(callingBean("greeter"));
        source.beans.put("greeter", (Supplier<String>) () -> "first settings");
        gateway.routes().deploy();
        String before = gateway.get("/bean").body();
        source.beans.put("greeter", (Supplier<String>) () -> "second settings");

        gateway.routes().deploy();

        assertThat(before).isEqualTo("first settings");
        assertThat(gateway.get("/bean").body()).isEqualTo("second settings");
    }

    @Test
    void deploy_routesSeeTheBeansOfTheApplication() throws Exception {
        gateway.edit(callingBean("sharedGreeting"));

        gateway.routes().deploy();

        assertThat(gateway.get("/bean").body()).isEqualTo("shared");
    }

    @Test
    void deploy_templateInstancesFollowTheTemplate() throws Exception {
        source.beans.put("providers", new OneProvider());
        gateway.edit(template("before"));
        gateway.routes().deploy();
        String before = gateway.get("/provider/acme").body();
        gateway.edit(template("after"));

        gateway.routes().deploy();

        assertThat(before).isEqualTo("before acme");
        assertThat(gateway.get("/provider/acme").body()).isEqualTo("after acme");
        assertThat(gateway.routes().current().getRoute("provider-acme")).isNotNull();
    }

    @Test
    void send_usesTheLiveRevision() throws Exception {
        gateway.edit(internal("one"));
        gateway.routes().deploy();
        Exchange before = gateway.routes()
                .send("direct:inner", exchange -> exchange.getMessage().setBody(""));
        gateway.edit(internal("two"));
        gateway.routes().deploy();

        Exchange after = gateway.routes()
                .send("direct:inner", exchange -> exchange.getMessage().setBody(""));

        assertThat(before.getMessage().getBody(String.class)).isEqualTo("one");
        assertThat(after.getMessage().getBody(String.class)).isEqualTo("two");
    }

    @Test
    void check_reportsProblemsAndChangesNothing() throws Exception {
        gateway.edit(callingBean("nobody"));
        int revision = gateway.routes().revision();

        RevisionRefusedException refusal = catchThrowableOfType(
                RevisionRefusedException.class, () -> gateway.routes().check());

        assertThat(refusal.problems()).singleElement().asString().startsWith("routes/10-first.camel.yaml:9: ");
        assertThat(gateway.routes().revision()).isEqualTo(revision);
        assertThat(gateway.routes().lastError()).isEmpty();
        assertThat(gateway.get("/greeting").body()).isEqualTo("one");
    }

    @Test
    void deploy_drainedRevisionLeavesNoMBean() throws Exception {
        CamelContext old = gateway.routes().current();

        gateway.routes().deploy();

        await().untilAsserted(() -> assertThat(mbeans(old.getName())).isEmpty());
        assertThat(mbeans(gateway.routes().current().getName())).isNotEmpty();
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new ObjectName("org.apache.camel:type=context,*"), null))
                .hasSize(1);
    }

    @Test
    void management_tellsRevisionAndDeploys() throws Exception {
        ObjectName name = new ObjectName("io.fareway:type=Routes");
        int before = gateway.routes().revision();

        Object answer = ManagementFactory.getPlatformMBeanServer().invoke(name, "deploy", new Object[0], new String[0]);

        assertThat(answer).isEqualTo("Revision " + (before + 1) + " is live");
        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Revision"))
                .isEqualTo(before + 1);
    }

    @Test
    void health_isReadyAndShowsTheRefusal() throws Exception {
        gateway.edit(callingBean("nobody"));
        assertThatThrownBy(() -> gateway.routes().deploy()).isInstanceOf(RevisionRefusedException.class);

        String health = gateway.get("/actuator/health").body();

        assertThat(health).contains("edit refused: routes/10-first.camel.yaml:9");
        assertThat(gateway.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    private static Set<ObjectName> mbeans(String context) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:context=" + context + ",*"), null);
    }

    private static String callingBean(String bean) {
        return """
                - route:
                    id: bean-route
                    description: Answers with what a bean says
                    from:
                      uri: platform-http:/bean
                      steps:
                        - bean:
                            id: ask-bean
                            ref: %s
                            method: get
                """
                .formatted(bean);
    }

    private static String internal(String text) {
        return """
                - route:
                    id: inner-route
                    description: Answers inside
                    from:
                      uri: direct:inner
                      steps:
                        - setBody:
                            id: inner-body
                            constant: %s
                """
                .formatted(text);
    }

    private static String template(String text) {
        return """
                - routeTemplate:
                    id: provider
                    description: One provider
                    parameters:
                      - name: provider
                    route:
                      from:
                        uri: "platform-http:/provider/{{provider}}"
                        steps:
                          - setBody:
                              id: "{{provider}}-body"
                              constant: "%s {{provider}}"
                """
                .formatted(text);
    }

    private record OneProvider() implements RouteTemplateParameterSource {

        @Override
        public Map<String, Object> parameters(String routeId) {
            return Map.of(TEMPLATE_ID, "provider", "provider", "acme");
        }

        @Override
        public Set<String> routeIds() {
            return Set.of("provider-acme");
        }
    }
}
