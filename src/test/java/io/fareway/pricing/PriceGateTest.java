package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceGateTest {

    private final PriceGate gate = new PriceGate(new BigDecimal("3"));

    @Test
    void judge_findsNothingWhenFiguresAreEqual() {
        List<PriceChange> changes = judge(text("1", "4"), text("1.00", "4.0"));

        assertThat(changes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,3", "3,1", "1,1.0001", "0.5,0.2"})
    void judge_takesChangesUpToTheFactor(String old, String now) {
        List<PriceChange> changes = judge(Map.of(TokenClass.INPUT, old), Map.of(TokenClass.INPUT, now));

        assertThat(changes).singleElement().matches(PriceChange::isTaken);
    }

    @ParameterizedTest
    @CsvSource({"1,3.01", "3.01,1", "0.5,5", "600,0.6"})
    void judge_quarantinesALoneJumpBeyondTheFactor(String old, String now) {
        List<PriceChange> changes = judge(Map.of(TokenClass.INPUT, old), Map.of(TokenClass.INPUT, now));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.isTaken()).isFalse();
            assertThat(change.reason()).startsWith("changes by the factor");
        });
    }

    @Test
    void judge_takesAJumpThatAnotherClassCorroborates() {
        List<PriceChange> changes = judge(text("10", "40"), text("2", "8"));

        assertThat(changes).hasSize(2).allMatch(PriceChange::isTaken);
    }

    @ParameterizedTest
    @CsvSource({"CACHE_READ,0.125,0.5", "CACHE_READ,3,0.5", "CACHE_WRITE_5M,1.25,6.25", "REASONING,2.5,20"})
    void judge_takesAJumpToAUsualShareOfTheBase(TokenClass tokenClass, String old, String now) {
        Map<TokenClass, String> before = Map.of(TokenClass.INPUT, "5", TokenClass.OUTPUT, "20", tokenClass, old);
        Map<TokenClass, String> after = Map.of(TokenClass.INPUT, "5", TokenClass.OUTPUT, "20", tokenClass, now);

        assertThat(judge(before, after)).singleElement().matches(PriceChange::isTaken);
    }

    @ParameterizedTest
    @CsvSource({"0.5,2.5", "2.5,0.5"})
    void judge_quarantinesAJumpFromOneUsualShareToAnother(String old, String now) {
        Map<TokenClass, String> before = Map.of(TokenClass.INPUT, "5", TokenClass.CACHE_READ, old);
        Map<TokenClass, String> after = Map.of(TokenClass.INPUT, "5", TokenClass.CACHE_READ, now);

        assertThat(judge(before, after)).singleElement().matches(change -> !change.isTaken());
    }

    @Test
    void judge_takesAJumpOfABaseToWhichANewClassFits() {
        List<PriceChange> changes = judge(
                text("0.06", "2.75"),
                Map.of(TokenClass.INPUT, "0.33", TokenClass.OUTPUT, "2.75", TokenClass.CACHE_READ, "0.0825"));

        assertThat(changes).hasSize(2).allMatch(PriceChange::isTaken);
    }

    @Test
    void judge_quarantinesAJumpOfABaseToWhichAnUnchangedClassHappensToFit() {
        List<PriceChange> changes = judge(
                Map.of(TokenClass.INPUT, "1", TokenClass.CACHE_READ, "0.5"),
                Map.of(TokenClass.INPUT, "5", TokenClass.CACHE_READ, "0.5"));

        assertThat(changes).singleElement().matches(change -> !change.isTaken());
    }

    @Test
    void judge_quarantinesAUsualShareOfABaseThatSlipped() {
        List<PriceChange> changes = judge(
                Map.of(TokenClass.INPUT, "1", TokenClass.CACHE_READ, "0.25"),
                Map.of(TokenClass.INPUT, "10", TokenClass.CACHE_READ, "1"));

        assertThat(changes).hasSize(2).noneMatch(PriceChange::isTaken);
    }

    @Test
    void judge_takesAJumpThatTheSecondSourceListsToo() {
        List<PriceChange> changes = judge(text("1", "4"), text("1", "20"), secondSays(text("1", "20")));

        assertThat(changes).singleElement().matches(PriceChange::isTaken);
    }

    @ParameterizedTest
    @CsvSource({"20,21", "40,40", "0.4,0.4"})
    void judge_quarantinesAJumpThatTheSecondSourceDoesNotConfirmOrThatLooksLikeASlip(String now, String second) {
        List<PriceChange> changes = judge(text("0.1", "4"), text("0.1", now), secondSays(text("0.1", second)));

        assertThat(changes).singleElement().matches(change -> !change.isTaken());
    }

    @Test
    void judge_quarantinesAJumpWhenTheOtherClassMovesTheOtherWay() {
        List<PriceChange> changes = judge(text("1", "8"), text("4", "4"));

        assertThat(verdicts(changes)).containsEntry(TokenClass.INPUT, false).containsEntry(TokenClass.OUTPUT, true);
    }

    @ParameterizedTest
    @CsvSource({"10", "0.1", "1000", "0.001"})
    void judge_quarantinesASlippedDecimalOfAllClasses(String slip) {
        BigDecimal by = new BigDecimal(slip);

        List<PriceChange> changes = judge(
                text("1", "4"),
                text(by.toPlainString(), by.multiply(new BigDecimal("4")).toPlainString()));

        assertThat(changes).hasSize(2).noneMatch(PriceChange::isTaken);
    }

    @Test
    void judge_quarantinesZeroWhereThereWasAPrice() {
        List<PriceChange> changes = judge(text("1", "4"), text("0", "4"));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.isTaken()).isFalse();
            assertThat(change.reason()).contains("zero");
        });
    }

    @Test
    void judge_doesNotTakeZeroForAPriceNotKnownBefore() {
        List<PriceChange> changes = judge(Map.of(), text("0", "0"));

        assertThat(changes).hasSize(2).noneMatch(PriceChange::isTaken);
    }

    @Test
    void judge_quarantinesAVanishedPrice() {
        List<PriceChange> changes = judge(text("1", "4"), Map.of(TokenClass.INPUT, "1"));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.tokenClass()).isEqualTo(TokenClass.OUTPUT);
            assertThat(change.newUsd()).isEmpty();
            assertThat(change.isTaken()).isFalse();
        });
    }

    @Test
    void judge_quarantinesAnUnreadablePriceAndSaysWhy() {
        FeedEntry entry = new FeedEntry(Map.of(), Map.of(TokenClass.INPUT, "variable"));

        List<PriceChange> changes =
                gate.judge(Prices.DEPLOYMENT, Prices.usd(Map.of(TokenClass.INPUT, "1")), entry, FeedAgreement.NONE);

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.isTaken()).isFalse();
            assertThat(change.reason()).isEqualTo("variable");
        });
    }

    @ParameterizedTest
    @CsvSource({"2000.01", "0.00009"})
    void judge_quarantinesAFirstPriceOutsideTheRange(String usd) {
        List<PriceChange> changes = judge(Map.of(), Map.of(TokenClass.INPUT, usd));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.isTaken()).isFalse();
            assertThat(change.reason()).startsWith("outside");
        });
    }

    @Test
    void judge_takesAFirstPriceOfUsualShape() {
        List<PriceChange> changes =
                judge(Map.of(), Map.of(TokenClass.INPUT, "1", TokenClass.OUTPUT, "5", TokenClass.CACHE_READ, "0.1"));

        assertThat(changes).hasSize(3).allMatch(PriceChange::isTaken);
    }

    @Test
    void judge_quarantinesACacheThatBecomesDearerThanInput() {
        List<PriceChange> changes = judge(
                Map.of(TokenClass.INPUT, "1", TokenClass.CACHE_READ, "0.5"),
                Map.of(TokenClass.INPUT, "1", TokenClass.CACHE_READ, "1.1"));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.isTaken()).isFalse();
            assertThat(change.reason()).isEqualTo("cache_read would be dearer than input");
        });
    }

    @Test
    void judge_letsOddPricesChangeThatWereOddBefore() {
        List<PriceChange> changes = judge(text("1", "0.4"), text("1", "0.35"));

        assertThat(changes).singleElement().matches(PriceChange::isTaken);
    }

    @Test
    void judge_quarantinesOutputThatBecomesCheaperThanHalfOfInput() {
        List<PriceChange> changes = judge(text("1", "0.6"), text("1", "0.4"));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.isTaken()).isFalse();
            assertThat(change.reason()).contains("half of input");
        });
    }

    @Test
    void judge_quarantinesANewClassFarFromItsBase() {
        List<PriceChange> changes = judge(
                text("1", "4"), Map.of(TokenClass.INPUT, "1", TokenClass.OUTPUT, "4", TokenClass.CACHE_READ, "0.0001"));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.isTaken()).isFalse();
            assertThat(change.reason()).contains("factor 200 apart");
        });
    }

    @Test
    void judge_takesNoneWhenTheRestWouldBeOddBesideWhatStays() {
        Map<TokenClass, String> before = Map.of(TokenClass.INPUT, "1", TokenClass.CACHE_READ, "0.5");
        Map<TokenClass, String> now = Map.of(TokenClass.INPUT, "0.4", TokenClass.CACHE_READ, "0.01");

        List<PriceChange> changes = judge(before, now);

        assertThat(changes).hasSize(2).noneMatch(PriceChange::isTaken);
        assertThat(changes.getFirst().reason()).contains("beside the prices that stay");
    }

    private static Map<TokenClass, Boolean> verdicts(List<PriceChange> changes) {
        return changes.stream().collect(Collectors.toMap(PriceChange::tokenClass, PriceChange::isTaken));
    }

    private List<PriceChange> judge(Map<TokenClass, String> before, Map<TokenClass, String> feed) {
        return judge(before, feed, FeedAgreement.NONE);
    }

    private List<PriceChange> judge(
            Map<TokenClass, String> before, Map<TokenClass, String> feed, FeedAgreement second) {
        return gate.judge(Prices.DEPLOYMENT, Prices.usd(before), new FeedEntry(Prices.usd(feed), Map.of()), second);
    }

    private static FeedAgreement secondSays(Map<TokenClass, String> figures) {
        return new FeedAgreement("second", Optional.of(new FeedEntry(Prices.usd(figures), Map.of())));
    }

    private static Map<TokenClass, String> text(String input, String output) {
        return Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output);
    }
}
