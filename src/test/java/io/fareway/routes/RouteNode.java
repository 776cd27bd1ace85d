package io.fareway.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whatever has an id in a route file: a step, a branch, a route.
 *
 * @param file where it stands
 * @param id as written there, with {@code {{placeholders}}} in a template
 * @param inner the nodes inside it
 */
record RouteNode(Path file, String id, List<RouteNode> inner) {

    private static final String PARAMETERS = "parameters";

    /** The outermost nodes of every file below a folder, in the order of the files. */
    static List<RouteNode> below(Path folder) {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        List<RouteNode> nodes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()) {
                nodes.addAll(within(file, yaml.readTree(file.toFile())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nodes;
    }

    static List<RouteNode> within(Path file, JsonNode part) {
        List<RouteNode> found = new ArrayList<>();
        if (part.isObject()) {
            for (Map.Entry<String, JsonNode> entry : part.properties()) {
                if (!entry.getKey().equals(PARAMETERS)) {
                    found.addAll(within(file, entry.getValue()));
                }
            }
        } else {
            part.forEach(item -> found.addAll(within(file, item)));
        }
        return part.path("id").isTextual()
                ? List.of(new RouteNode(file, part.path("id").asText(), found))
                : found;
    }

    /** This node and all inside it. */
    Stream<RouteNode> all() {
        return Stream.concat(Stream.of(this), inner.stream().flatMap(RouteNode::all));
    }

    /**
     * Whether a visit was here. Branches and routes have no processor of their own: who was inside was here.
     */
    boolean isVisited(List<NodeVisits.Visit> visits) {
        return visits.stream().anyMatch(this::isMeant) || inner.stream().anyMatch(node -> node.isVisited(visits));
    }

    private boolean isMeant(NodeVisits.Visit visit) {
        String filled = id;
        for (Map.Entry<String, String> parameter : visit.parameters().entrySet()) {
            filled = filled.replace("{{" + parameter.getKey() + "}}", parameter.getValue());
        }
        return filled.equals(visit.id());
    }
}
