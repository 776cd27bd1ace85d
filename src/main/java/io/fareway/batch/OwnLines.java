package io.fareway.batch;

import io.fareway.batch.ProviderBatchStore.Mark;
import io.fareway.batch.sharing.WorkClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines of a job that are this gateway's in one pass: it claims a portion of them when the pass meets a line there that
 * is left to do, and gives all back at the end. What has happened to a line before is read again after its portion is
 * claimed, and so cannot change any more. To be asked in rising order, by one thread.
 */
final class OwnLines implements AutoCloseable {

    private static final int PORTION = 100;

    private final WorkClaims claims;
    private final ProviderBatchStore store;
    private final String job;
    private final String work;
    private long portion = -1;
    private Optional<Boolean> ours = Optional.empty();
    private long toBeSent;
    private boolean metOthers;
    private Map<Long, Mark.Kind> marks = Map.of();

    OwnLines(WorkClaims claims, ProviderBatchStore store, String job) {
        this.claims = claims;
        this.store = store;
        this.job = job;
        this.work = JobWork.lines(job);
    }

    /** Whether nothing has happened to this line. */
    boolean isNew(long line) {
        return isOurs(line, Set.of());
    }

    /** Whether this line is to be sent live. */
    boolean isToBeSent(long line) {
        boolean is = isOurs(line, Set.of(Mark.Kind.LIVE_ONLY));
        toBeSent += is ? 1 : 0;
        return is;
    }

    /** Whether this line has no result. */
    boolean isUnanswered(long line) {
        return isOurs(line, Set.of(Mark.Kind.LIVE_ONLY, Mark.Kind.AT_PROVIDER));
    }

    /** Whether the others still leave to us what we have claimed. */
    boolean areStillOurs() {
        return claims.isAlive();
    }

    /** How many lines were to be sent so far. */
    long toBeSent() {
        return toBeSent;
    }

    /** Whether any line that is left to do was another gateway's so far. */
    boolean metOthers() {
        return metOthers;
    }

    /** @param left what may have happened to a line that is left to do, besides nothing */
    private boolean isOurs(long line, Set<Mark.Kind> left) {
        long wanted = (line - 1) / PORTION;
        if (wanted != portion) {
            portion = wanted;
            marks = read();
            ours = Optional.empty();
        }
        return isLeft(line, left) && isPortionOurs() && isLeft(line, left);
    }

    private boolean isLeft(long line, Set<Mark.Kind> left) {
        return Optional.ofNullable(marks.get(line))
                .filter(kind -> !left.contains(kind))
                .isEmpty();
    }

    private boolean isPortionOurs() {
        if (ours.isEmpty()) {
            ours = Optional.of(claim());
        }
        return ours.get() && areStillOurs();
    }

    private boolean claim() {
        boolean claimed = claims.claim(work, portion);
        if (claimed) {
            marks = read();
        }
        // marks are forgotten only after the job has left this state: those just read are all there are
        boolean isOurs = claimed && store.isRunning(job);
        metOthers |= !isOurs;
        return isOurs;
    }

    private Map<Long, Mark.Kind> read() {
        long first = portion * PORTION + 1;
        List<Mark> page = store.marksAfter(job, first - 1, PORTION);
        return page.stream()
                .filter(mark -> mark.line() < first + PORTION)
                .collect(Collectors.toMap(Mark::line, Mark::kind));
    }

    @Override
    public void close() {
        claims.release(work);
    }
}
