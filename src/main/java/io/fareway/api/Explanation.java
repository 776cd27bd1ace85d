package io.fareway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Caller;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.RequestError;
import io.fareway.provider.RevisionSettings;
import io.fareway.routing.PlanAdjustments;
import io.fareway.routing.Planner;
import io.fareway.routing.TaskClassifier;
import io.fareway.routing.experiments.ExperimentDraw;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/** Says where a request would go and why, without calling anyone and without booking anything. */
@Component
public class Explanation {

    private static final String CALLER = "x-fareway-caller";

    private final ChatRequestReader reader;
    private final TaskClassifier classifier;
    private final ExperimentDraw experiments;
    private final Planner planner;
    private final PlanAdjustments adjustments;
    private final RequestIds ids;
    private final Clock clock;

    Explanation(
            ChatRequestReader reader,
            TaskClassifier classifier,
            ExperimentDraw experiments,
            Planner planner,
            PlanAdjustments adjustments,
            RequestIds ids,
            Clock clock) {
        this.adjustments = adjustments;
        this.reader = reader;
        this.classifier = classifier;
        this.experiments = experiments;
        this.planner = planner;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Answers {@code POST /admin/explain}: the body is a chat request, its headers are those of one, and {@value
     * #CALLER} names the caller that it would come from.
     *
     * @throws RequestError when it is no chat request, or names a model that is not served
     */
    public void explain(Exchange exchange) {
        PlatformHttpMessage http = exchange.getMessage(PlatformHttpMessage.class);
        String task = Optional.ofNullable(http.getRequest().getHeader("x-fareway-task"))
                .orElse("");
        byte[] body = Optional.ofNullable(http.getBody(byte[].class)).orElse(new byte[0]);
        String path = http.getRequest().getRequestURI();
        ChatRequest request = reader.read(body, CallerDialects.dialectOf(exchange), path, task.trim());
        Journey journey = new Journey(
                ids.next(),
                path,
                request,
                RevisionSettings.of(exchange),
                clock.instant(),
                System.nanoTime(),
                Optional.empty(),
                "");
        journey.wishes(
                WishesReader.read(WishesReader.headersOf(http.getRequest()), request.json(), journey.settings()));
        journey.origin(originOf(http.getRequest(), journey));
        classifier.classify(exchange, journey);
        Optional<RequestError> refusal = plan(journey);
        JsonPages.write(exchange, asJson(journey, refusal));
    }

    /** An operator may ask on behalf of a caller of the settings. */
    private static Origin originOf(HttpServletRequest http, Journey journey) {
        Map<String, Caller> callers = journey.settings().callers().all().stream()
                .collect(Collectors.toMap(Caller::name, Function.identity()));
        Caller caller = Optional.ofNullable(http.getHeader(CALLER))
                .map(name -> new WishWords.Wish(CALLER, name)
                        .word(word -> Optional.ofNullable(callers.get(word)), callers.keySet()))
                .orElse(Caller.UNNAMED);
        String session = Optional.ofNullable(http.getHeader(ChatIntake.SESSION)).orElse("");
        return Origin.of(caller, session, journey.request().json());
    }

    private Optional<RequestError> plan(Journey journey) {
        try {
            experiments.draw(journey);
            planner.plan(journey);
            adjustments.apply(journey);
            return Optional.empty();
        } catch (RequestError nobody) {
            return Optional.of(nobody);
        }
    }

    private static ObjectNode asJson(Journey journey, Optional<RequestError> refusal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("tier", journey.getTier());
        json.put("tier_reason", journey.tierReason());
        journey.classification().ifPresent(made -> {
            ObjectNode classified = json.putObject("classification");
            classified.put("score", made.score());
            made.margin().ifPresent(margin -> classified.put("margin", margin));
            classified.put("unsure", made.unsure());
        });
        json.put("prompt_tokens", journey.promptTokens());
        SelectionView.write(journey.selection(), json);
        journey.handling().notes().forEach(json.putArray("notes")::add);
        refusal.ifPresent(error -> json.putObject("refused")
                .put("status", error.status())
                .put("code", error.code())
                .put("message", error.getMessage()));
        return json;
    }
}
