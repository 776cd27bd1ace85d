package io.fareway.api;

import io.fareway.admission.CallerIdentity;
import io.fareway.dialect.Translations;
import io.fareway.model.AnswerStream;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.provider.RevisionSettings;
import io.fareway.provider.Timers;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/** Turns an HTTP request into a journey and leaves nothing else of it in the exchange. */
@Component
public class ChatIntake {

    static final String SESSION = "x-fareway-session";

    private final ChatRequestReader reader;
    private final Translations dialects;
    private final RequestIds ids;
    private final Clock clock;
    private final Timers timers;
    private final ClientWatch clients;

    ChatIntake(
            ChatRequestReader reader,
            Translations dialects,
            RequestIds ids,
            Clock clock,
            Timers timers,
            ClientWatch clients) {
        this.reader = reader;
        this.dialects = dialects;
        this.ids = ids;
        this.clock = clock;
        this.timers = timers;
        this.clients = clients;
    }

    /**
     * Reads the request in the dialect that its route names, starts its journey, and drops body and headers, so that no inbound header steers
     * a route.
     */
    public void accept(Exchange exchange) {
        long receivedNanos = System.nanoTime();
        PlatformHttpMessage http = exchange.getMessage(PlatformHttpMessage.class);
        String task = Optional.ofNullable(http.getRequest().getHeader("x-fareway-task"))
                .orElse("");
        byte[] body = Optional.ofNullable(http.getBody(byte[].class)).orElse(new byte[0]);
        String path = http.getRequest().getRequestURI();
        ChatRequest request =
                reader.read(body, CallerDialects.dialectOf(exchange), addressOf(http.getRequest()), task.trim());
        Optional<AnswerStream> stream = request.stream()
                ? Optional.of(new ClientStream(
                        http.getRequest(),
                        http.getResponse(),
                        () -> dialects.client(request.dialect()).writer(request.asked()),
                        timers))
                : Optional.empty();
        Journey journey = new Journey(
                ids.next(), path, request, RevisionSettings.of(exchange), clock.instant(), receivedNanos, stream, "");
        journey.origin(
                originOf(http.getRequest(), request).with(PassedHeaders.of(http.getRequest(), journey.settings())));
        journey.wishes(
                WishesReader.read(WishesReader.headersOf(http.getRequest()), request.json(), journey.settings()));
        exchange.setProperty(Journey.PROPERTY, journey);
        watchClient(exchange, http.getRequest(), journey);
        Message message = exchange.getMessage();
        message.setBody(null);
        message.removeHeaders("*");
    }

    /** Path and query: some dialects put the form of a stream into the latter. */
    private static String addressOf(HttpServletRequest request) {
        return Optional.ofNullable(request.getQueryString())
                .map(query -> request.getRequestURI() + "?" + query)
                .orElse(request.getRequestURI());
    }

    private static Origin originOf(HttpServletRequest http, ChatRequest request) {
        String session = Optional.ofNullable(http.getHeader(SESSION)).orElse("");
        return Origin.of(CallerIdentity.of(http), session, request.json());
    }

    /** Until Camel has written the response: after that connection and response are Tomcat's alone. */
    private void watchClient(Exchange exchange, HttpServletRequest request, Journey journey) {
        ClientWatch.Watch watch = clients.start(request, journey.ending()::cancel);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                watch.stop();
                journey.stream().ifPresent(AnswerStream::end);
            }
        });
    }
}
