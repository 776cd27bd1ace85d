package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fareway.routes.NodeVisits.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the coverage check counts as visited; a check that believes too much would never fail. */
class RouteNodeTest {

    private static final String CHOICE =
            """
            - route:
                id: chooser
                from:
                  id: from-chooser
                  uri: direct:choose
                  parameters: {id: no-node}
                  steps:
                    - choice:
                        id: which-one
                        when:
                          - id: when-left
                            simple: "${body} == 1"
                            steps:
                              - to: {id: to-left, uri: "direct:left"}
                        otherwise:
                          id: otherwise-right
                          steps:
                            - to: {id: to-right, uri: "direct:right"}
            """;

    @Test
    void all_listsWhateverHasAnId() {
        assertThat(nodes(CHOICE).stream().flatMap(RouteNode::all).map(RouteNode::id))
                .containsExactlyInAnyOrder(
                        "chooser", "from-chooser", "which-one", "when-left", "to-left", "otherwise-right", "to-right");
    }

    @Test
    void isVisited_holdsForTheWayInAndNotForTheOtherBranch() {
        List<Visit> visits = List.of(new Visit("which-one", Map.of()), new Visit("to-left", Map.of()));

        assertThat(nodes(CHOICE).stream()
                        .flatMap(RouteNode::all)
                        .filter(node -> !node.isVisited(visits))
                        .map(RouteNode::id))
                .containsExactlyInAnyOrder("otherwise-right", "to-right");
    }

    @Test
    void isVisited_takesTheParametersOfTheTemplate() {
        RouteNode plan = nodes("[{id: '{{tier}}-attempt'}]").getFirst();

        assertThat(plan.isVisited(List.of(new Visit("simple-attempt", Map.of("tier", "simple")))))
                .isTrue();
        assertThat(plan.isVisited(List.of(new Visit("simple-attempt", Map.of("deployment", "simple")))))
                .isFalse();
    }

    private static List<RouteNode> nodes(String yaml) {
        try {
            return RouteNode.within(Path.of("a.camel.yaml"), new ObjectMapper(new YAMLFactory()).readTree(yaml));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
