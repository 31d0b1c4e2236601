package dev.nines.protocol.block;

/** Writes down what the blocks ask for; tests decide when it is over. */
final class Recorder implements Effects {
    private final StringBuilder trace = new StringBuilder();
    /** Switch-overs take no time. */
    boolean instantSwitch;

    private void line(String text) {
        trace.append(text).append('\n');
    }

    void watch(Part part) {
        part.watch(p -> line(p.name() + (p.up() ? p.isProtected() ? " up, protected" : " up" : " DOWN")));
    }

    /** What was asked for since the last call. */
    String take() {
        String text = trace.toString();
        trace.setLength(0);
        return text;
    }

    @Override
    public void beginLife(Unit unit, double rate) {
        line("life of " + unit.name() + " begins at rate " + rate);
    }

    @Override
    public void changeRate(Unit unit, double rate) {
        line(unit.name() + " ages at rate " + rate);
    }

    @Override
    public void stopLife(Unit unit) {
        line("life of " + unit.name() + " is cut short");
    }

    @Override
    public void beginRepair(Unit unit) {
        line("repair of " + unit.name());
    }

    @Override
    public void stopRepair(Unit unit) {
        line("repair of " + unit.name() + " is given up");
    }

    @Override
    public void awaitTest(Unit unit) {
        line(unit.name() + " waits for a test");
    }

    @Override
    public void stopAwaitingTest(Unit unit) {
        line(unit.name() + " needs no test");
    }

    @Override
    public void awaitStrike(CommonCause cause) {
        line("next common cause");
    }

    @Override
    public void beginRepair(CommonCause cause) {
        line("common repair");
    }

    @Override
    public boolean beginSwitchOver(Standby standby, int position, boolean failback) {
        line((failback ? "back-" : "") + "switch-over of position " + position);
        return instantSwitch;
    }
}
