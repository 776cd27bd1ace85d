package io.fareway.routing;

import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Translations;
import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.OnUnsupported;
import io.fareway.model.RequestError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Prefers deployments to which everything can be said that the caller asks for. */
@Component
class Expressions {

    private final Translations translations;

    Expressions(Translations translations) {
        this.translations = translations;
    }

    /**
     * The candidates in their order: first those whose wire format can say everything, then those that may leave
     * something out. Those that may not are dropped, and so are those that do another kind of work: embeddings are not
     * conversations, whatever may be left out.
     *
     * @throws RequestError when nobody is left, naming the fields that stand in the way
     */
    List<Deployment> ableFirst(Journey journey, List<Deployment> candidates) {
        List<Deployment> able = new ArrayList<>();
        List<Deployment> lossy = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        for (Deployment deployment : thoseServing(journey, candidates)) {
            List<String> losses = lossesAt(deployment, journey.request());
            if (losses.isEmpty()) {
                able.add(deployment);
            } else if (mayLose(losses, deployment, journey)) {
                lossy.add(deployment);
            } else {
                missing.addAll(losses);
            }
        }
        able.addAll(lossy);
        if (able.isEmpty() && !candidates.isEmpty()) {
            throw missing.isEmpty() ? otherWork() : unsupported(missing);
        }
        return able;
    }

    /** Whether a deployment does this kind of work, and can be told the whole request or may be told less. */
    boolean canBeTold(Deployment deployment, Journey journey) {
        if (!translations.serves(deployment, journey.request().dialect())) {
            return false;
        }
        List<String> losses = lossesAt(deployment, journey.request());
        return losses.isEmpty() || mayLose(losses, deployment, journey);
    }

    private static boolean mayLose(List<String> losses, Deployment deployment, Journey journey) {
        return journey.onUnsupported(deployment) != OnUnsupported.REJECT
                && losses.stream().noneMatch(Embeddings::isInput);
    }

    private List<Deployment> thoseServing(Journey journey, List<Deployment> candidates) {
        return candidates.stream()
                .filter(deployment ->
                        translations.serves(deployment, journey.request().dialect()))
                .toList();
    }

    private List<String> lossesAt(Deployment deployment, ChatRequest request) {
        return translations.losesNothing(deployment, request.dialect())
                ? List.of()
                : translations.of(request, deployment).losses();
    }

    private static RequestError otherWork() {
        return RequestError.invalid(
                "model", "The model asked for does not serve this endpoint. GET /v1/models lists the others.");
    }

    private static RequestError unsupported(Set<String> fields) {
        String wayOut = fields.stream().anyMatch(Embeddings::isInput)
                ? ". Leave it out, or ask for another model."
                : ". Leave it out, ask for another model, or send the header 'x-fareway-on-unsupported: drop' to have it"
                        + " left out.";
        return RequestError.unsupported(
                fields.iterator().next(), "No deployment here can be told: " + String.join(", ", fields) + wayOut);
    }
}
