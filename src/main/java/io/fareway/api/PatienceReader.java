package io.fareway.api;

import io.fareway.api.WishWords.Wish;
import io.fareway.model.RequestError;
import io.fareway.model.choice.Patience;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a caller says about an answer that may come later: {@code x-fareway-deadline}, {@code x-fareway-callback}. */
final class PatienceReader {

    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,4})([smhd])");

    private PatienceReader() {}

    static Patience read(WishWords words, Map<String, String> headers) {
        return new Patience(
                words.find("deadline").map(PatienceReader::duration),
                words.find("callback").map(PatienceReader::address),
                headers);
    }

    private static Duration duration(Wish wish) {
        Matcher matcher = DURATION.matcher(wish.value());
        if (!matcher.matches()) {
            throw RequestError.invalid(wish.place(), wish.place() + " must be a duration such as 24h, 90m or 2d.");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static URI address(Wish wish) {
        try {
            return new URI(wish.value());
        } catch (URISyntaxException e) {
            throw RequestError.invalid(
                    wish.place(), wish.place() + " must be an address such as https://example.com/answers.");
        }
    }
}
