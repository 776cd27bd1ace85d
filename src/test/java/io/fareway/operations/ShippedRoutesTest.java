package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.nodes.Node;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The files in routes/ as they are shipped: what the gateway demands of every edit, and what we demand of ourselves. */
class ShippedRoutesTest {

    private static final int ONE_SCREEN = 60;

    private static final Pattern SECRET = Pattern.compile(
            "sk-\\w{4}|Bearer\\s+\\w|AKIA\\w{8}|://[^/\\s]+:[^/\\s]+@|(?=[A-Za-z+/_]*\\d)[A-Za-z0-9+/_]{32,}"
                    + "|(?i)(password|passwd|secret|api-?key|token)\\s*[=:]\\s*\\w");

    private final List<RouteFile> files = new RouteFolder(Path.of("routes")).read(true);
    private final List<RouteDocument> documents =
            files.stream().map(RouteDocument::parse).toList();

    @Test
    void routes_passWhatTheGatewayDemandsOfEveryEdit() {
        RouteValidator validator = new RouteValidator(defaults().allowedSchemes());

        assertThatCode(() -> validator.validate(files)).doesNotThrowAnyException();
    }

    @Test
    void sources_haveAnId() {
        assertThat(documents.stream().flatMap(document -> withKey(document, "from")))
                .as("from without an id")
                .noneMatch(from -> from.child("id").isEmpty());
    }

    @Test
    void stepIds_areOfTwoWords() {
        assertThat(documents.stream()
                        .flatMap(document -> withKey(document, "steps"))
                        .flatMap(steps -> RouteDocument.items(steps.node()).stream())
                        .flatMap(step -> RouteDocument.entries(step).stream())
                        .flatMap(step -> RouteDocument.child(step.getValueNode(), "id").stream())
                        .map(RouteDocument::text))
                .isNotEmpty()
                .allMatch(id -> id.matches("[a-z0-9{}]+(-[a-z0-9]+)+"));
    }

    @Test
    void files_haveANumberOfTheirOwn() {
        List<String> numbers = files.stream()
                .map(RouteFile::name)
                .filter(name -> !name.contains("demo"))
                .map(name -> Path.of(name).getFileName().toString().split("-", -1)[0])
                .toList();

        assertThat(numbers).isNotEmpty().doesNotHaveDuplicates().allMatch(number -> number.matches("\\d\\d"));
    }

    @Test
    void routes_fitOnOneScreen() {
        List<String> tooLong = documents.stream()
                .flatMap(ShippedRoutesTest::topLevel)
                .filter(part -> part.lines() > ONE_SCREEN)
                .map(part -> part.child("id").map(RouteDocument::text).orElse("?"))
                .toList();

        assertThat(tooLong).isEmpty();
    }

    @Test
    void routes_eitherAnswerErrorsOrHandThemOnUntouched() {
        assertThat(documents.stream()
                        .flatMap(document -> withKey(document, "route"))
                        .filter(route -> route.child("routeConfigurationId").isEmpty())
                        .filter(route -> route.child("errorHandler")
                                .flatMap(handler -> RouteDocument.child(handler, "noErrorHandler"))
                                .isEmpty())
                        .map(route -> "line " + RouteDocument.line(route.key())))
                .as("routes with neither routeConfigurationId nor noErrorHandler")
                .isEmpty();
    }

    @Test
    void clocks_neverOvertakeThemselves_andSayInWhichTimeZone() {
        List<Part> clocks = documents.stream()
                .flatMap(document -> withKey(document, "from"))
                .filter(from -> from.child("uri")
                        .filter(uri -> RouteDocument.text(uri).startsWith("quartz:"))
                        .isPresent())
                .toList();

        assertThat(clocks).isNotEmpty().allSatisfy(clock -> {
            Node parameters = clock.child("parameters").orElseThrow();
            boolean hasCron = RouteDocument.child(parameters, "cron").isPresent();
            assertThat(RouteDocument.child(parameters, "stateful").map(RouteDocument::text))
                    .as(clock.child("id").map(RouteDocument::text).orElse("?"))
                    .contains("true");
            assertThat(!hasCron
                            || RouteDocument.child(parameters, "trigger.timeZone")
                                    .isPresent())
                    .as(clock.child("id").map(RouteDocument::text).orElse("?"))
                    .isTrue();
        });
    }

    @Test
    void pitfall15_nothingThrottles() {
        assertThat(documents.stream().flatMap(document -> withKey(document, "throttle")))
                .as("throttle forgets its permits 10 s after a call; admission counts requests under way")
                .isEmpty();
    }

    @Test
    void files_holdNothingThatLooksLikeASecret() {
        assertThat(files).allSatisfy(file -> assertThat(
                        SECRET.matcher(file.text()).results().map(found -> found.group()))
                .as(file.name())
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization: Bearer abc",
                "key: sk-proj1234",
                "password=hunter2",
                "uri: https://me:pw@example.com",
                "x: 0123456789abcdef0123456789abcdef"
            })
    void secretPattern_findsWhatItIsFor(String text) {
        assertThat(SECRET.matcher(text).find()).isTrue();
    }

    private static RouteProperties defaults() {
        return new Binder(new MapConfigurationPropertySource()).bindOrCreate("fareway.routes", RouteProperties.class);
    }

    private static Stream<Part> topLevel(RouteDocument document) {
        return RouteDocument.items(document.root()).stream()
                .flatMap(item -> RouteDocument.entries(item).stream())
                .map(entry -> new Part(entry.getKeyNode(), entry.getValueNode()));
    }

    private static Stream<Part> withKey(RouteDocument document, String key) {
        return below(document.root())
                .flatMap(node -> RouteDocument.entries(node).stream())
                .filter(entry -> RouteDocument.text(entry.getKeyNode()).equals(key))
                .map(entry -> new Part(entry.getKeyNode(), entry.getValueNode()));
    }

    private static Stream<Node> below(Node node) {
        return Stream.concat(
                Stream.of(node), RouteDocument.children(node).stream().flatMap(ShippedRoutesTest::below));
    }

    /** A key of a route file with its value. */
    private record Part(Node key, Node node) {

        Optional<Node> child(String name) {
            return RouteDocument.child(node, name);
        }

        /** Lines from the key to the last scalar inside. */
        int lines() {
            return RouteDocument.scalars(node).stream()
                            .mapToInt(RouteDocument::line)
                            .max()
                            .orElse(0)
                    - RouteDocument.line(key)
                    + 1;
        }
    }
}
