package io.fareway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.OnUnsupported;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.StreamRecovery;
import io.fareway.model.choice.Capability;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.Pin;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.RequestWishes;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.Urgency;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what a request asks for besides its answer: headers {@code x-fareway-*}, fields of {@code metadata}, and
 * OpenRouter's {@code provider} object.
 */
public final class WishesReader {

    private WishesReader() {}

    /**
     * The wishes of a request.
     *
     * @param headers values by the names of headers in lower case
     * @param body the request's JSON
     * @param settings those it started with: profiles are looked up there
     * @throws RequestError that names the header or field at fault
     */
    public static RequestWishes read(Map<String, String> headers, JsonNode body, Settings settings) {
        WishWords words = new WishWords(name -> Optional.ofNullable(headers.get(name)), body.path("metadata"));
        ProviderObject provider = ProviderObject.in(body);
        return new RequestWishes(
                words.find("deadline-ms").map(wish -> Duration.ofMillis(wish.millis())),
                words.find("stream-recovery").map(wish -> wish.word(StreamRecovery::of, labels())),
                words.find("on-unsupported").map(wish -> wish.word(OnUnsupported::of, OnUnsupported.labels())),
                profile(words, settings.routing().profiles().keySet()),
                words.find("priority")
                        .map(wish -> wish.word(Urgency::of, Urgency.labels()))
                        .orElse(Urgency.ORDINARY),
                rules(words, provider),
                pin(words, settings.deployments().keySet()),
                provider.preference(),
                PatienceReader.read(words, headers));
    }

    private static Optional<Pin> pin(WishWords words, Set<String> deployments) {
        Set<String> targets = new LinkedHashSet<>(deployments);
        targets.add(Pin.SESSION);
        Pin.WhenDown whenDown = words.find("pin-when-down")
                .map(wish -> wish.word(Pin.WhenDown::of, Pin.WhenDown.labels()))
                .orElse(Pin.WhenDown.FAIL_OVER);
        return words.find("pin")
                .map(wish -> wish.word(name -> Optional.of(name).filter(targets::contains), targets))
                .map(target -> Pin.to(target, whenDown));
    }

    /** The headers of a request that wishes are read of. */
    static Map<String, String> headersOf(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(WishWords.HEADER)) {
                headers.put(lower, request.getHeader(name));
            }
        }
        return headers;
    }

    private static RoutingRules rules(WishWords words, ProviderObject provider) {
        return RoutingRules.limited(
                words.find("policy")
                        .map(wish -> wish.word(Policy::of, Policy.labels()))
                        .or(provider::policy),
                limits(words).and(provider.limits()));
    }

    private static HardLimits limits(WishWords words) {
        return new HardLimits(
                words.find("max-cost-usd").map(WishWords.Wish::usd),
                HardLimits.NONE.maxPrice(),
                words.find("max-latency-ms").map(wish -> Duration.ofMillis(wish.millis())),
                words.find("regions").map(WishWords.Wish::words),
                words.find("data")
                        .map(wish -> wish.word(DataPolicy::of, DataPolicy.labels()))
                        .orElse(DataPolicy.MAY_COLLECT),
                words.find("only").map(WishWords.Wish::words),
                words.find("ignore").map(WishWords.Wish::words).orElse(Set.of()),
                words.find("needs").map(WishesReader::capabilities).orElse(Set.of()),
                words.find("min-quality").map(WishWords.Wish::percent).orElse(0));
    }

    private static Set<Capability> capabilities(WishWords.Wish wish) {
        return wish.words().stream()
                .map(word -> new WishWords.Wish(wish.place(), word).word(Capability::of, Capability.labels()))
                .collect(Collectors.toSet());
    }

    /** Without its prefix the field counts only where it names a profile: other applications may mean another. */
    private static Optional<String> profile(WishWords words, Collection<String> profiles) {
        return words.find("profile")
                .map(wish -> wish.word(name -> Optional.of(name).filter(profiles::contains), profiles))
                .or(() -> words.inMetadata("profile").map(WishWords.Wish::value).filter(profiles::contains));
    }

    private static Collection<String> labels() {
        return Arrays.stream(StreamRecovery.values()).map(StreamRecovery::label).toList();
    }
}
