package dev.nines.protocol.block;

import java.util.ArrayList;
import java.util.List;

/** Something that works, fails and is repaired. */
public final class Unit extends Part implements Part.Dependent {
    /** What it is by itself, whether or not somebody holds it down besides. */
    public enum State {
        WORKING,
        /** Failed, and nobody knows yet. */
        LATENT,
        /** For the crew. */
        WAITING,
        UNDER_REPAIR,
        /** For ever. */
        BROKEN
    }

    private final UnitConfig config;
    private final RepairCrew crew;
    private final String failure;
    private final List<Part> needed = new ArrayList<>();
    private State state = State.WORKING;
    private double rate = 1;
    /** How many faults hold it down. */
    private int held;

    private int needsDown;
    private String cause = "";
    private boolean planned;
    private long failureNumber;

    /** @param crew null: somebody is always free */
    public Unit(Plant plant, UnitConfig config, RepairCrew crew) {
        super(plant, config.name());
        this.config = config;
        this.crew = crew;
        failure = "failure " + config.name();
        plant.add(this);
    }

    /** It is up only while the other part is. */
    public void needs(Part part) {
        part.addDependent(this);
        needed.add(part);
    }

    public int index() {
        return config.index();
    }

    public State state() {
        return state;
    }

    /** Neither failed nor held down: what it needs is another matter. */
    public boolean works() {
        return state == State.WORKING && held == 0;
    }

    /** Why it went down last: {@code "failure a"}. */
    public String cause() {
        return cause;
    }

    public boolean planned() {
        return planned;
    }

    /** Which failure of the plant took it down last: orders them. */
    public long failureNumber() {
        return failureNumber;
    }

    void start() {
        plant.effects.beginLife(this, rate);
    }

    /** How fast it ages while it works; a life that was begun goes on. */
    void ageAt(double newRate) {
        if (newRate != rate) {
            rate = newRate;
            if (works()) {
                plant.effects.changeRate(this, newRate);
            }
        }
    }

    // --- what happens to it ---

    /** Its life is over. */
    public void failed() {
        if (!works()) {
            throw new IllegalStateException(name() + " fails, but it is " + state + ", held " + held);
        }
        fail(failure, false);
        plant.settle();
    }

    /** It fails now, before its time, as if by itself; what has failed already stays as it is. */
    public void strike(String by, boolean plannedWork) {
        if (works()) {
            plant.effects.stopLife(this);
            fail(by, plannedWork);
            plant.settle();
        }
    }

    private void fail(String by, boolean plannedWork) {
        wentDown(by, plannedWork);
        if (!config.repairable()) {
            state = State.BROKEN;
        } else if (config.foundByTests()) {
            state = State.LATENT;
            plant.effects.awaitTest(this);
        } else {
            askForRepair();
        }
        refresh();
    }

    private void wentDown(String by, boolean plannedWork) {
        cause = by;
        planned = plannedWork;
        failureNumber = plant.nextFailure();
    }

    /** A test finds that it has failed. */
    public void tested() {
        if (state != State.LATENT) {
            throw new IllegalStateException("a test finds " + name() + " " + state);
        }
        askForRepair();
    }

    private void askForRepair() {
        if (crew == null || crew.take(this)) {
            beginRepair();
        } else {
            state = State.WAITING;
        }
    }

    void beginRepair() {
        state = State.UNDER_REPAIR;
        plant.effects.beginRepair(this);
    }

    public void repaired() {
        if (state != State.UNDER_REPAIR) {
            throw new IllegalStateException(name() + " is repaired, but it is " + state);
        }
        state = State.WORKING;
        if (crew != null) {
            crew.release();
        }
        backAgain();
        plant.settle();
    }

    private void backAgain() {
        if (held == 0) {
            plant.effects.beginLife(this, rate);
        }
        refresh();
    }

    /** A fault takes it down until {@link #release()}. */
    public void hold(String by, boolean plannedWork) {
        boolean worked = works();
        held++;
        if (worked) {
            plant.effects.stopLife(this);
            wentDown(by, plannedWork);
            refresh();
            plant.settle();
        }
    }

    /** The fault is over: what it held down is as new. */
    public void release() {
        if (--held == 0 && state == State.WORKING) {
            backAgain();
            plant.settle();
        }
    }

    /** Its own repair is given up, if there is any: others will bring it back, with {@link #release()}. */
    void handOver(String by) {
        switch (state) {
            case LATENT -> plant.effects.stopAwaitingTest(this);
            case WAITING -> crew.forget(this);
            case UNDER_REPAIR -> {
                plant.effects.stopRepair(this);
                if (crew != null) {
                    crew.release();
                }
            }
            case WORKING, BROKEN -> {}
        }
        if (works()) {
            hold(by, false);
        } else {
            held++;
            state = State.WORKING;
        }
    }

    // --- whether it is up ---

    @Override
    public void onPart(Part part, boolean wasUp, boolean wasProtected) {
        if (part.up() != wasUp) {
            needsDown += part.up() ? -1 : 1;
            refresh();
        }
    }

    private void refresh() {
        become(works() && needsDown == 0, false);
    }

    @Override
    public void collectDown(List<Unit> down) {
        if (!works() && !down.contains(this)) {
            down.add(this);
        }
        for (int i = 0; i < needed.size(); i++) {
            if (!needed.get(i).up()) {
                needed.get(i).collectDown(down);
            }
        }
    }
}
