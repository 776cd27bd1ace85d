package io.fareway.batch;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on so many jobs at a time, not counting those that only wait for a provider: of those that wait, the one of the
 * highest priority first, then the oldest.
 */
final class JobWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_MILLIS = 1000;

    private final int most;
    private final JobRun run;
    private final JobFolders folders;
    private final Map<String, Entry> waiting = new HashMap<>();
    private final Map<String, Entry> working = new HashMap<>();
    private boolean stopping;

    /** @param most jobs worked on at once */
    JobWorkers(int most, JobRun run, JobFolders folders) {
        this.most = most;
        this.run = run;
        this.folders = folders;
    }

    /** Works on a job as soon as there is room; one that is waited for or worked on already is told to look again. */
    synchronized void submit(Job job) {
        if (stopping) {
            LOG.info("Batch {} begins after the next start: the gateway stops", job.name());
        } else if (working.containsKey(job.id())) {
            Optional.ofNullable(working.get(job.id())).ifPresent(entry -> entry.lookAgain(job));
        } else {
            waiting.putIfAbsent(job.id(), new Entry(job));
            startNext();
        }
    }

    /** Takes note of what the database says of a job that is not done. */
    synchronized void offer(Job job) {
        if (stopping) {
            return;
        }
        Optional<Entry> known =
                Optional.ofNullable(working.get(job.id())).or(() -> Optional.ofNullable(waiting.get(job.id())));
        if (known.isPresent()) {
            known.get().follow(job);
        } else if (job.control() != Job.Control.PAUSE || job.state() != Job.State.RUNNING) {
            waiting.put(job.id(), new Entry(job));
            startNext();
        }
    }

    private void startNext() {
        while (busy() < most && !waiting.isEmpty() && !stopping) {
            Entry next = waiting.values().stream().min(Entry.URGENCY).orElseThrow();
            waiting.remove(next.job.id());
            working.put(next.job.id(), next);
            next.thread = Optional.of(
                    Thread.ofVirtual().name("batch-job-" + next.job.id()).start(() -> work(next)));
        }
    }

    private long busy() {
        return working.values().stream().filter(entry -> !entry.idle).count();
    }

    /** Tells the work on a job to end at the next line and to look again what is wanted of it. */
    synchronized void interrupt(String id) {
        Optional.ofNullable(working.get(id)).ifPresent(Entry::interrupt);
    }

    /** The same for all jobs. */
    synchronized void interruptAll() {
        working.values().forEach(Entry::interrupt);
    }

    /** Gives a job that waits or is worked on another priority. */
    synchronized void reprioritise(String id, int priority) {
        Optional.ofNullable(waiting.get(id)).ifPresent(entry -> entry.priority.set(priority));
        Optional.ofNullable(working.get(id)).ifPresent(entry -> entry.priority.set(priority));
    }

    /** Whether somebody works on the job now. */
    synchronized boolean isWorking(String id) {
        return working.containsKey(id);
    }

    private void work(Entry entry) {
        try {
            Duration pause = FIRST_PAUSE;
            while (!isStopping()) {
                StopSignal stop = entry.renewSignal();
                if (isStopping() || isFinished(entry, stop, pause)) {
                    return;
                }
                if (!stop.isSet()) {
                    stop.await(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(entry);
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized void leave(Entry entry) {
        working.remove(entry.job.id());
        if (entry.askedAgain) {
            waiting.put(entry.job.id(), new Entry(entry.job));
        }
        startNext();
        notifyAll();
    }

    /** Whatever goes wrong, the job is not lost: its state is in the database and it is tried again. */
    private boolean isFinished(Entry entry, StopSignal stop, Duration pause) throws InterruptedException {
        Job job = entry.job;
        try {
            return run.run(job.id(), seat(entry), stop) != JobRun.Left.INTERRUPTED;
        } catch (MissingInputException e) {
            LOG.debug("Batch {} waits until its input is back", job.name(), e);
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "Batch {} waits {} s and goes on: {}. Check that {} and {} can be written and the disk has space.",
                    job.name(),
                    pause.toSeconds(),
                    told(e),
                    folders.inbox(),
                    folders.outbox());
        } catch (RuntimeException e) {
            LOG.warn("Batch {} waits {} s and goes on", job.name(), pause.toSeconds(), e);
        }
        return false;
    }

    private JobSeat seat(Entry entry) {
        return new JobSeat() {
            @Override
            public int priority() {
                return entry.priority.get();
            }

            @Override
            public void idle(boolean waitsOnly) {
                synchronized (JobWorkers.this) {
                    entry.idle = waitsOnly;
                    startNext();
                }
            }
        };
    }

    private static String told(IOException e) {
        return e.getCause() == null ? e.toString() : e + " (" + e.getCause() + ")";
    }

    /**
     * Sends no further lines and lets those under way finish, then breaks off what is left.
     *
     * @return false when some did not finish in time
     */
    synchronized boolean stop(Duration timeout) throws InterruptedException {
        stopping = true;
        waiting.clear();
        working.values().forEach(Entry::interrupt);
        boolean finished = awaitIdle(timeout);
        if (!finished) {
            working.values().forEach(entry -> entry.thread.ifPresent(Thread::interrupt));
            awaitIdle(timeout);
        }
        return finished;
    }

    private synchronized boolean awaitIdle(Duration timeout) throws InterruptedException {
        long endNanos = System.nanoTime() + timeout.toNanos();
        while (!working.isEmpty() && System.nanoTime() < endNanos) {
            wait(LOOK_AGAIN_MILLIS);
        }
        return working.isEmpty();
    }

    /** A job that waits or is worked on. */
    private static final class Entry {

        static final Comparator<Entry> URGENCY = Comparator.comparingInt((Entry entry) -> -entry.priority.get())
                .thenComparing(entry -> entry.job.receivedAt())
                .thenComparing(entry -> entry.job.id());

        private final Job job;
        private final AtomicInteger priority;
        private StopSignal signal = new StopSignal();
        private Optional<Thread> thread = Optional.empty();
        private Job.Control control;
        private boolean askedAgain;
        private boolean idle;

        Entry(Job job) {
            this.job = job;
            this.control = job.control();
            this.priority = new AtomicInteger(job.priority());
        }

        /** A fresh signal; set at once when the work was interrupted since it last looked. */
        synchronized StopSignal renewSignal() {
            signal = new StopSignal();
            askedAgain = false;
            return signal;
        }

        /** Takes over what is wanted of the job now. */
        synchronized void follow(Job now) {
            priority.set(now.priority());
            if (now.control() != control) {
                lookAgain(now);
            }
        }

        synchronized void lookAgain(Job now) {
            control = now.control();
            interrupt();
        }

        synchronized void interrupt() {
            askedAgain = true;
            signal.set();
        }
    }
}
