package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large answers may be, by the heap. */
class LargeAnswersTest {

    private static final long MIB = 1024 * 1024;

    @ParameterizedTest(name = "{0} MiB of heap: {1} MiB each")
    @CsvSource({"128, 1", "192, 2", "256, 4", "1024, 28", "8192, 64"})
    void mostBytes_growWithTheHeapUpTo64MiB(long heap, long most) {
        assertThat(new LargeAnswers(heap * MIB).mostBytes()).isEqualTo(most * MIB);
    }

    @Test
    void smallHeap_hasRoomForTwoAtOnceAndForAnotherWhenOneLeaves() throws ProviderFault {
        LargeAnswers answers = new LargeAnswers(128 * MIB);
        answers.enter();
        answers.enter();

        assertThatThrownBy(answers::enter).isInstanceOf(ProviderFault.class).hasMessageContaining("too many others");

        answers.leave();
        answers.enter();
    }
}
