package dev.signalbox.operation;

import dev.signalbox.command.Command;
import dev.signalbox.operation.Reception.Answer;

/** The table of contents: which operation sees to which command. */
final class Operations {
  private final RequestDeployment requestDeployment;
  private final DecideAtGate decideAtGate;
  private final StopOrRetry stopOrRetry;
  private final RollBack rollBack;
  private final ShowStatus showStatus;
  private final ShowAudit showAudit;
  private final HoldLane holdLane;
  private final ShowCheck showCheck;
  private final Explain explain;

  Operations(Services services) {
    Meaning meaning = new Meaning(services);
    this.requestDeployment = new RequestDeployment(services, meaning);
    this.decideAtGate = new DecideAtGate(services, meaning);
    this.stopOrRetry = new StopOrRetry(services, meaning);
    this.rollBack = new RollBack(services, meaning);
    this.showStatus = new ShowStatus(services, meaning);
    this.showAudit = new ShowAudit(services, meaning);
    this.holdLane = new HoldLane(services, meaning);
    this.showCheck = new ShowCheck(services, meaning);
    this.explain = new Explain(services, meaning);
  }

  Answer perform(Caller caller, Command command) {
    return switch (command) {
      case Command.Deploy deploy -> requestDeployment.deploy(caller, deploy);
      case Command.ShowPlan plan -> requestDeployment.plan(caller, plan);
      case Command.Approve approve -> decideAtGate.approve(caller, approve);
      case Command.Reject reject -> decideAtGate.reject(caller, reject);
      case Command.Abort abort -> stopOrRetry.abort(caller, abort);
      case Command.RollBack back -> rollBack.rollBack(caller, back);
      case Command.Retry retry -> stopOrRetry.retry(caller, retry);
      case Command.Abandon abandon -> stopOrRetry.abandon(caller, abandon);
      case Command.ShowStatus status -> showStatus.status(caller, status);
      case Command.ShowHistory history -> showStatus.history(caller, history);
      case Command.ShowAudit audit -> showAudit.show(caller, audit);
      case Command.VerifyAudit _ -> showAudit.verify(caller);
      case Command.ExportAudit export -> showAudit.export(caller, export);
      case Command.HoldScope hold -> holdLane.hold(caller, hold);
      case Command.ReleaseScope release -> holdLane.release(caller, release);
      case Command.Check check -> showCheck.check(caller, check);
      case Command.WhoAmI _ -> explain.whoAmI(caller);
      case Command.Help help -> explain.help(help);
    };
  }

  /** What reactions go to. */
  DecideAtGate atGate() {
    return decideAtGate;
  }
}
