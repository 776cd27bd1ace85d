package io.fareway.batch;

import io.fareway.batch.ProviderBatchStore.Mark;
import io.fareway.batch.sharing.WorkClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lines of a job that are this gateway's in one pass: it claims a portion of them when the pass comes there, and gives
 * all back at the end. What has happened to a line before is read after its portion is claimed, and so cannot change any
 * more. To be asked in rising order, by one thread.
 */
final class OwnLines implements AutoCloseable {

    private static final int PORTION = 100;

    private final WorkClaims claims;
    private final ProviderBatchStore store;
    private final String job;
    private final String work;
    private long portion = -1;
    private boolean ours;
    private boolean hadOwn;
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
        return isOurs(line) && mark(line).isEmpty();
    }

    /** Whether this line is to be sent live. */
    boolean isToBeSent(long line) {
        return isOurs(line)
                && mark(line).filter(kind -> kind != Mark.Kind.LIVE_ONLY).isEmpty();
    }

    /** Whether this line has no result. */
    boolean isUnanswered(long line) {
        return isOurs(line) && mark(line).filter(kind -> kind == Mark.Kind.DONE).isEmpty();
    }

    /** Whether the others still leave to us what we have claimed. */
    boolean areStillOurs() {
        return claims.isAlive();
    }

    private Optional<Mark.Kind> mark(long line) {
        return Optional.ofNullable(marks.get(line));
    }

    private boolean isOurs(long line) {
        long wanted = line / PORTION;
        if (wanted != portion) {
            enter(wanted);
        }
        return ours && areStillOurs();
    }

    private void enter(long next) {
        portion = next;
        marks = read();
        boolean finished = marks.size() == PORTION && marks.values().stream().allMatch(kind -> kind == Mark.Kind.DONE);
        ours = !finished && claims.claim(work, portion);
        if (ours) {
            marks = read();
            // marks are forgotten only after the job has left this state: those just read are all there are
            ours = store.isRunning(job);
        }
        hadOwn |= ours;
        metOthers |= !finished && !ours;
    }

    /** Whether any line was ours so far. */
    boolean hadOwn() {
        return hadOwn;
    }

    /** Whether any line was another gateway's so far. */
    boolean metOthers() {
        return metOthers;
    }

    private Map<Long, Mark.Kind> read() {
        long first = portion * PORTION;
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
