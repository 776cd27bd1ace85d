package io.fareway.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Writes a line for each route node that an exchange visits, at the first visit, for {@link RouteCoverageIT}. */
final class NodeVisits implements InterceptStrategy {

    static final Path FOLDER = Path.of("target/route-coverage");

    private final ObjectMapper json = new ObjectMapper();
    private final Set<Visit> known = ConcurrentHashMap.newKeySet();
    private final Path file = FOLDER.resolve(UUID.randomUUID() + ".jsonl");

    /**
     * A node that was visited.
     *
     * @param id as it runs, with the parameters of its template filled in
     * @param parameters those of the template; empty for a node of a plain route
     */
    record Visit(String id, Map<String, String> parameters) {}

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor nextTarget) {
        Visit visit = visitOf(node);
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                note(visit);
                return super.process(exchange, callback);
            }
        };
    }

    private static Visit visitOf(NamedNode node) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(node);
        Map<String, String> parameters = new TreeMap<>();
        if (route != null && route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        }
        return new Visit(node.getId(), parameters);
    }

    private void note(Visit visit) {
        if (known.add(visit)) {
            write(visit);
        }
    }

    private synchronized void write(Visit visit) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file, line(visit), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line(Visit visit) throws JsonProcessingException {
        return json.writeValueAsString(visit) + "\n";
    }
}
