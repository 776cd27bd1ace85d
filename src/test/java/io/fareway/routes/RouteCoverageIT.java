package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every node of every file in routes/ was visited by a test; runs after all others and reads what they left. */
class RouteCoverageIT {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyNode_wasVisited() throws IOException {
        assumeTrue(System.getProperty("test") == null, "route coverage is judged on the whole suite, not with -Dtest");

        List<NodeVisits.Visit> visits = visits();
        List<String> neverVisited = RouteNode.below(Path.of("routes")).stream()
                .flatMap(RouteNode::all)
                .filter(node -> !node.isVisited(visits))
                .map(node -> node.file() + ": " + node.id())
                .toList();

        assertThat(neverVisited)
                .as("route nodes that no test visits; write one that sends an exchange there")
                .isEmpty();
    }

    private List<NodeVisits.Visit> visits() throws IOException {
        List<NodeVisits.Visit> visits = new ArrayList<>();
        try (Stream<Path> files = Files.list(NodeVisits.FOLDER)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream().map(this::read).forEach(visits::add);
            }
        }
        return visits.stream().distinct().toList();
    }

    private NodeVisits.Visit read(String line) {
        try {
            return json.readValue(line, NodeVisits.Visit.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
