package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents name only files and addresses that exist. */
class DocumentsTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern FILE =
            Pattern.compile("(?<![\\w./-])((?:routes|config|docs|samples|src|deploy|bench)/[\\w./-]*[\\w/])");
    private static final Pattern ADDRESS =
            Pattern.compile("(?<=localhost:8080|`|POST |GET )(/(?:v1|admin|actuator|demo)[\\w/{}.-]*)");
    private static final Pattern SERVED = Pattern.compile("uri: [\"']?platform-http:(/[^\\s\"'?]*)");

    @ParameterizedTest
    @MethodSource("documents")
    void document_namesOnlyFilesThatExist(Path document) throws IOException {
        String text = Files.readString(document);
        Path folder = Objects.requireNonNullElse(document.getParent(), Path.of(""));

        assertThat(found(LINK, text).map(folder::resolve)).as("links").allMatch(Files::exists);
        assertThat(found(FILE, text).map(Path::of)).as("files").allMatch(Files::exists);
    }

    @Test
    void readme_namesOnlyAddressesThatAreServed() throws IOException {
        List<Pattern> served = servedAddresses();
        String promised = Files.readString(README).split("## What is not there yet", 2)[0];

        List<String> named = found(ADDRESS, promised).distinct().toList();

        assertThat(named).hasSizeGreaterThan(5).allMatch(address -> served.stream()
                .anyMatch(pattern -> pattern.matcher(address).matches()));
    }

    @Test
    void readme_namesBothCommands() throws IOException {
        assertThat(README).content().contains("\nmvn spring-boot:run ", "\nmvn verify ");
        assertThat(Path.of(".ci", "run")).content().contains("mvn -B -ntp verify");
    }

    @Test
    void readme_linksEveryPageOfTheDocumentation() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            List<String> names = pages.map(Path::toString)
                    .filter(name -> name.endsWith(".md"))
                    .toList();

            assertThat(README).content().contains(names.toArray(String[]::new));
        }
    }

    private static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                    Stream.of(README), docs.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream());
        }
    }

    /** Addresses of the routes, with any text for a path variable, and the exposed endpoints of Actuator. */
    private static List<Pattern> servedAddresses() throws IOException {
        try (Stream<Path> routes = Files.walk(Path.of("routes"))) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    routes.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                text.append(Files.readString(file));
            }
            return Stream.concat(
                            found(SERVED, text.toString()).map(uri -> uri.replaceAll("\\{[^}]*}", "[^/]+")),
                            Stream.of("/actuator/(health|hawtio).*", "/v1"))
                    .map(Pattern::compile)
                    .toList();
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1));
    }
}
