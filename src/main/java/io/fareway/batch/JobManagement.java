package io.fareway.batch;

import io.fareway.model.RequestError;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The operator's hand on jobs in Hawtio's JMX tab; public because JMX calls it. */
@ManagedResource(objectName = "io.fareway:type=Jobs", description = "Batch jobs")
public final class JobManagement {

    private static final int LISTED = 100;

    private final JobControl control;
    private final JobPaces paces;

    JobManagement(JobControl control, JobPaces paces) {
        this.control = control;
        this.paces = paces;
    }

    /** The latest jobs, one a line, those that are not done first. */
    @ManagedOperation(description = "The latest jobs, those that are not done first")
    public String list() {
        return control.latest(LISTED).stream().map(this::line).collect(Collectors.joining("\n"));
    }

    /** How far a job is, or what came of it. */
    @ManagedOperation(description = "How far a job is, or what came of it")
    @ManagedOperationParameter(name = "id", description = "id of the job")
    public String show(String id) {
        return answer(() -> {
            Job job = control.find(id);
            return JobView.text(job, paces.of(job), control.isWorking(job));
        });
    }

    /** Sends no further lines of a job until it is resumed. */
    @ManagedOperation(description = "Send no further lines of a job until it is resumed")
    @ManagedOperationParameter(name = "id", description = "id of the job")
    public String pause(String id) {
        return answer(() -> line(control.pause(id)));
    }

    /** Lets a paused job go on. */
    @ManagedOperation(description = "Let a paused job go on")
    @ManagedOperationParameter(name = "id", description = "id of the job")
    public String resume(String id) {
        return answer(() -> line(control.resume(id)));
    }

    /** Ends a job; lines without a result get an error as result. */
    @ManagedOperation(description = "End a job; lines without a result get an error as result")
    @ManagedOperationParameter(name = "id", description = "id of the job")
    public String cancel(String id) {
        return answer(() -> line(control.cancel(id)));
    }

    /** Sends the lines again that were sent and failed. */
    @ManagedOperation(description = "Send the lines again that were sent and failed")
    @ManagedOperationParameter(name = "id", description = "id of the job")
    public String retryFailed(String id) {
        return answer(() -> line(control.retryFailed(id)));
    }

    /** Gives a job another priority; larger goes first. */
    @ManagedOperation(description = "Give a job another priority; larger goes first")
    @ManagedOperationParameter(name = "id", description = "id of the job")
    @ManagedOperationParameter(name = "priority", description = "a whole number; a new job has 0")
    public String changePriority(String id, int priority) {
        return answer(() -> line(control.priority(id, priority)));
    }

    /** Gives a job another budget; a paused one is resumed apart. */
    @ManagedOperation(description = "Give a job another budget; one that has paused is resumed apart")
    @ManagedOperationParameter(name = "id", description = "id of the job")
    @ManagedOperationParameter(name = "usd", description = "what it may cost in all, for example 7.50")
    public String changeBudget(String id, String usd) {
        return answer(() -> line(control.budget(
                id,
                JobWishes.amount(usd)
                        .orElseThrow(
                                () -> RequestError.invalid("usd", "A budget is an amount of USD such as 7.50.")))));
    }

    private String line(Job job) {
        return JobView.line(job, paces.of(job), control.isWorking(job));
    }

    /** A refusal is an answer for the person at the console, not a stack trace. */
    private static String answer(Supplier<String> operation) {
        try {
            return operation.get();
        } catch (RequestError refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
