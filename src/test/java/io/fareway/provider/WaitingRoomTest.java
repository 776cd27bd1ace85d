package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private static final Arrival FIRST = new Arrival(1, "first");
    private static final Arrival SECOND = new Arrival(2, "second");
    private static final Arrival NEWCOMER = new Arrival(3, "newcomer");

    private final WaitingRoom room = new WaitingRoom();

    @Test
    void onePlace_isForTheRequestThatCameFirst() {
        room.queue(SECOND, Set.of("acme/small"));
        room.queue(FIRST, Set.of("acme/small", "acme/large"));

        assertThat(room.leavesAPlace(FIRST, "acme/small", 1)).isTrue();
        assertThat(room.leavesAPlace(SECOND, "acme/small", 1)).isFalse();
        assertThat(room.leavesAPlace(NEWCOMER, "acme/small", 1)).isFalse();
    }

    @Test
    void placesThatAreLeft_areForNewcomers() {
        room.queue(FIRST, Set.of("acme/small"));
        room.queue(SECOND, Set.of("acme/small"));

        assertThat(room.leavesAPlace(NEWCOMER, "acme/small", 2)).isFalse();
        assertThat(room.leavesAPlace(NEWCOMER, "acme/small", 3)).isTrue();
        assertThat(room.leavesAPlace(NEWCOMER, "acme/large", 1)).isTrue();
    }

    @Test
    void requestThatHasLeftOrWaitsForAnother_keepsNoPlace() {
        room.queue(FIRST, Set.of("acme/small"));
        room.queue(SECOND, Set.of("acme/small"));

        room.leave(FIRST);
        room.queue(SECOND, Set.of("acme/large"));

        assertThat(room.leavesAPlace(NEWCOMER, "acme/small", 1)).isTrue();
    }

    @Test
    void noPlaceAtAll_isForNobody() {
        assertThat(room.leavesAPlace(FIRST, "acme/small", 0)).isFalse();
    }
}
