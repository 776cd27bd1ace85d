package io.fareway.dialect;

import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the dialects by name, and puts callers' requests on deployments' wire formats. */
@Component
public class Translations {

    private final Map<Dialect, WireFormat> wireFormats = new EnumMap<>(Dialect.class);
    private final Map<Dialect, ClientDialect> clientDialects = new EnumMap<>(Dialect.class);

    Translations(List<WireFormat> wireFormats, List<ClientDialect> clientDialects) {
        wireFormats.forEach(format -> this.wireFormats.put(format.dialect(), format));
        clientDialects.forEach(dialect -> this.clientDialects.put(dialect.dialect(), dialect));
    }

    /**
     * A request as a deployment gets it.
     *
     * @param losses what it is not told, because its wire format cannot say it
     */
    public record Translated(WireRequest request, List<String> losses) {

        public Translated {
            losses = List.copyOf(losses);
        }
    }

    /** The wire format that this deployment speaks. */
    public WireFormat wireOf(Deployment deployment) {
        return Optional.ofNullable(wireFormats.get(deployment.wire().format()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "nobody speaks " + deployment.wire().format().label() + " to " + deployment.name()));
    }

    /** The dialect of a caller. */
    public ClientDialect client(Dialect dialect) {
        return Optional.ofNullable(clientDialects.get(dialect))
                .orElseThrow(() -> new IllegalArgumentException("no caller speaks " + dialect.label()));
    }

    /** The wire formats in which a deployment may be configured, by their words. */
    public List<String> wireFormats() {
        return wireFormats.keySet().stream().map(Dialect::label).sorted().toList();
    }

    /** Whether a deployment does this kind of work at all: embeddings are not conversations. */
    public boolean serves(Deployment deployment, Dialect caller) {
        boolean embeds = deployment.wire().format() == Dialect.OPENAI_EMBEDDINGS;
        return embeds == (caller == Dialect.OPENAI_EMBEDDINGS);
    }

    /** The request for this deployment. */
    public Translated of(ChatRequest request, Deployment deployment) {
        WireFormat wire = wireOf(deployment);
        WireTarget target = target(request, deployment);
        if (wire.passes(request.dialect())) {
            return new Translated(wire.pass(request.body(), request.json(), target), List.of());
        }
        return translated(wire, request.conversation(), target);
    }

    /** The request for this deployment, which is to go on with an answer begun elsewhere. */
    public Translated continuing(ChatRequest request, Deployment deployment, String begun) {
        WireFormat wire = wireOf(deployment);
        WireTarget target = target(request, deployment);
        if (wire.passes(request.dialect())) {
            return new Translated(wire.passContinuing(request.body(), request.json(), begun, target), List.of());
        }
        return translated(wire, request.conversation().continuing(begun), target);
    }

    private static Translated translated(WireFormat wire, Conversation conversation, WireTarget target) {
        Losses losses = new Losses();
        WireRequest written = wire.write(conversation, target, losses);
        return new Translated(written, losses.fields());
    }

    private static WireTarget target(ChatRequest request, Deployment deployment) {
        return new WireTarget(
                deployment.providerModel(),
                request.stream(),
                deployment.prefill(),
                deployment.wire().answerTokens());
    }
}
