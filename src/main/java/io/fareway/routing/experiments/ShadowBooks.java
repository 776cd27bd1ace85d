package io.fareway.routing.experiments;

import io.fareway.dialect.AnswerTexts;
import io.fareway.model.Attempt;
import io.fareway.model.Cost;
import io.fareway.model.Journey;
import io.fareway.model.Money;
import io.fareway.model.Outcome;
import io.fareway.model.experiment.Shadow;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The end of the route {@code shadow}: compares both answers, books the comparison, and gives the place back. */
@Component
public class ShadowBooks {

    private final JdbcClient database;
    private final AnswerTexts texts;
    private final ShadowPlaces places;

    ShadowBooks(DataSource dataSource, AnswerTexts texts, ShadowPlaces places) {
        this.database = JdbcClient.create(dataSource);
        this.texts = texts;
        this.places = places;
    }

    /** Books what became of the copy; a copy that was not sent is counted only. */
    public void conclude(
            @ExchangeProperty(ShadowDraw.SHADOW) Shadow shadow,
            @ExchangeProperty(ShadowCopies.ANSWERED) Journey answered,
            @ExchangeProperty(Journey.PROPERTY) Journey copy) {
        try {
            copy.lastAttempt()
                    .ifPresentOrElse(
                            attempt -> book(shadow, answered, copy, attempt), () -> places.withheld(shadow.name()));
        } finally {
            places.leave();
        }
    }

    private void book(Shadow shadow, Journey answered, Journey copy, Attempt attempt) {
        Attempt callers = answered.lastAttempt().orElseThrow();
        String heard = texts.of(answered);
        String unheard = texts.of(copy);
        boolean whole = attempt.outcome().equals(Optional.of(Outcome.ANSWERED));
        database.sql(
                        """
                        insert into shadow_call (id, shadow, at_ms, deployment, answered_by, streamed, answered, same,
                            callers_chars, chars, callers_pico_usd, pico_usd, callers_ms, duration_ms,
                            callers_first_byte_ms, first_byte_ms)
                        values (:id, :shadow, :at, :deployment, :answeredBy, :streamed, :answered, :same, :callersChars,
                            :chars, :callersPico, :pico, :callersMs, :ms, :callersFirst, :first)
                        """)
                .param("id", copy.id())
                .param("shadow", shadow.name())
                .param("at", attempt.openedAt().toEpochMilli())
                .param("deployment", attempt.deployment().name())
                .param("answeredBy", callers.deployment().name())
                .param("streamed", copy.request().stream() ? 1 : 0)
                .param("answered", whole ? 1 : 0)
                .param("same", whole && plain(heard).equals(plain(unheard)) ? 1 : 0)
                .param("callersChars", heard.length())
                .param("chars", unheard.length())
                .param("callersPico", pico(callers))
                .param("pico", pico(attempt))
                .param("callersMs", callers.duration().toMillis())
                .param("ms", attempt.duration().toMillis())
                .param("callersFirst", number(callers.firstByteMillis()))
                .param("first", number(attempt.firstByteMillis()))
                .update();
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static @Nullable Long pico(Attempt attempt) {
        Optional<BigDecimal> usd = attempt.cost().map(Cost::usd);
        return usd.isPresent() ? Money.toPico(Money.toWholePico(usd.get())) : null;
    }

    private static @Nullable Long number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
