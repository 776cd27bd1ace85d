package io.fareway.batch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Stands for the route {@code batch-line}: answers lines as a test says, and remembers what it was sent. */
final class FakeProviders implements LineSender {

    private final CamelContext context = new DefaultCamelContext();
    private final Function<BatchLine, LineAnswer> answers;
    private final List<Long> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    FakeProviders(Function<BatchLine, LineAnswer> answers) {
        this.answers = answers;
    }

    @Override
    public Exchange send(Consumer<Exchange> prepare) {
        Exchange exchange = new DefaultExchange(context);
        prepare.accept(exchange);
        BatchLine line = exchange.getProperty(BatchLine.PROPERTY, BatchLine.class);
        sent.add(line.number());
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            exchange.getMessage().setBody(answers.apply(line));
        } catch (RuntimeException e) {
            exchange.setException(e);
        } finally {
            underWay.decrementAndGet();
        }
        return exchange;
    }

    /** Numbers of the lines in the order in which they were sent. */
    List<Long> sent() {
        return sent;
    }

    int mostUnderWay() {
        return mostUnderWay.get();
    }

    /** An answer that names the line it belongs to. */
    static LineAnswer answer(BatchLine line) {
        return answer(200, "{\"echo\":\"" + line.customId() + "\"}", Optional.empty());
    }

    /** What the gateway says when no provider can answer. */
    static LineAnswer exhausted() {
        return answer(503, "{\"error\":{\"code\":\"providers_unavailable\"}}", Optional.of(Duration.ofSeconds(1)));
    }

    private static LineAnswer answer(int status, String body, Optional<Duration> retryAfter) {
        return new LineAnswer(status, "request", body.getBytes(StandardCharsets.UTF_8), retryAfter, false);
    }
}
