package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
        return deployment.wire().format().isOfEmbeddings() == caller.isOfEmbeddings();
    }

    /**
     * The dialect of a caller who asks for a count of tokens.
     *
     * @throws IllegalArgumentException when one cannot ask for that in it
     */
    public CountingClient counting(Dialect dialect) {
        if (client(dialect) instanceof CountingClient counting) {
            return counting;
        }
        throw new IllegalArgumentException("nobody counts tokens in " + dialect.label());
    }

    /** The question how many tokens a request has; empty where the deployment's provider does not count for us. */
    public Optional<WireRequest> countOf(ChatRequest request, Deployment deployment) {
        WireFormat wire = wireOf(deployment);
        if (!(wire instanceof TokenCounting counting)) {
            return Optional.empty();
        }
        WireTarget target = target(request, deployment);
        return Optional.of(
                wire.passes(request.dialect())
                        ? counting.passCount(request.body(), request.json(), target)
                        : counting.writeCount(request.conversation(), target));
    }

    /** The count in a provider's answer to that question; empty when there is none. */
    public OptionalLong readCount(JsonNode answer, Deployment deployment) {
        return wireOf(deployment) instanceof TokenCounting counting ? counting.readCount(answer) : OptionalLong.empty();
    }

    /** Whether all that callers of this dialect can say reaches a deployment, because their bytes pass. */
    public boolean losesNothing(Deployment deployment, Dialect caller) {
        return wireOf(deployment).passes(caller)
                && deployment.wire().edits().unsupported().isEmpty();
    }

    /** The request for this deployment. */
    public Translated of(ChatRequest request, Deployment deployment) {
        WireFormat wire = wireOf(deployment);
        WireTarget target = target(request, deployment);
        Translated translated = wire.passes(request.dialect())
                ? new Translated(wire.pass(request.body(), request.json(), target), List.of())
                : translated(wire, request.conversation(), target);
        return EditedFields.apply(deployment.wire().edits().orSet(wire.usualFields(target)), translated);
    }

    /** The request for this deployment, which is to go on with an answer begun elsewhere. */
    public Translated continuing(ChatRequest request, Deployment deployment, String begun) {
        WireFormat wire = wireOf(deployment);
        WireTarget target = target(request, deployment);
        Translated translated = wire.passes(request.dialect())
                ? new Translated(wire.passContinuing(request.body(), request.json(), begun, target), List.of())
                : translated(wire, request.conversation().continuing(begun), target);
        return EditedFields.apply(deployment.wire().edits().orSet(wire.usualFields(target)), translated);
    }

    /**
     * The answer of this deployment to a request.
     *
     * @throws MalformedAnswerException when it is none, or not one to the whole request
     */
    public WholeAnswer read(ChatRequest request, Deployment deployment, JsonNode answer)
            throws MalformedAnswerException {
        WireFormat wire = wireOf(deployment);
        WholeAnswer read = wire.read(answer);
        if (request.dialect().isOfEmbeddings() && !wire.passes(request.dialect())) {
            Embeddings.requireOneEach(request.conversation(), read);
        }
        return read;
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
                deployment.wire().answerTokens(),
                deployment.wire().edits().known());
    }
}
