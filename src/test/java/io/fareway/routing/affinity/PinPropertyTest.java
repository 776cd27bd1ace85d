package io.fareway.routing.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.choice.Patience;
import io.fareway.model.choice.Pin;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RequestWishes;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.Urgency;
import io.fareway.provider.Availability;
import io.fareway.testing.Journeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What pins do to any plan, whoever is out of service: they add nobody, lose nobody, and never prefer who is down. */
class PinPropertyTest {

    private final Pins pins = new Pins(new SessionMemory(
            new SessionProperties(10, Duration.ofHours(1)), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));

    @Property
    void pin_reordersThePlanAndNothingElse(
            @ForAll @Size(max = 6) Set<@CharRange(from = 'a', to = 'f') @StringLength(1) String> members,
            @ForAll @CharRange(from = 'a', to = 'f') char pinned,
            @ForAll Set<@CharRange(from = 'a', to = 'f') @StringLength(1) String> down) {
        List<Deployment> plan = members.stream().map(PinPropertyTest::at).toList();
        Availability availability = mock(Availability.class);
        plan.forEach(member -> when(availability.unavailableFor(member))
                .thenReturn(Optional.of(Duration.ofSeconds(9)).filter(any -> down.contains(member.provider()))));
        Journey journey = pinnedTo(pinned + "/m", Pin.WhenDown.FAIL_OVER);

        List<Deployment> adjusted = new PinAdjustment(pins, availability).adjust(plan, journey);

        assertThat(adjusted).containsExactlyInAnyOrderElementsOf(plan);
        String name = String.valueOf(pinned);
        if (members.contains(name) && !down.contains(name)) {
            assertThat(adjusted.getFirst()).isEqualTo(at(name));
            assertThat(adjusted.stream().skip(1)).containsExactlyElementsOf(without(name, plan));
        } else {
            assertThat(adjusted).isEqualTo(plan);
        }
    }

    @Property
    void strictPin_dropsEverybodyElse(
            @ForAll @CharRange(from = 'a', to = 'f') char pinned, @ForAll @CharRange(from = 'a', to = 'f') char other) {
        Journey journey = pinnedTo(pinned + "/m", Pin.WhenDown.REFUSE);

        assertThat(new PinRule(pins)
                        .objection(at(String.valueOf(other)), journey)
                        .isEmpty())
                .isEqualTo(pinned == other);
    }

    private static List<Deployment> without(String provider, List<Deployment> plan) {
        return plan.stream()
                .filter(member -> !member.provider().equals(provider))
                .toList();
    }

    private static Deployment at(String provider) {
        return new Deployment(provider, "m", "m", 1000, "", false);
    }

    private static Journey pinnedTo(String deployment, Pin.WhenDown whenDown) {
        Journey journey = Journeys.journey("r1").build();
        journey.wishes(new RequestWishes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Urgency.ORDINARY,
                RoutingRules.NONE,
                Optional.of(Pin.to(deployment, whenDown)),
                ProviderPreference.NONE,
                Patience.NONE));
        return journey;
    }
}
