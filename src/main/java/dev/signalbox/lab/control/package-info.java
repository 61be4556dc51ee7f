/**
 * The control API of the lab: HTTP and JSON, on loopback only.
 *
 * <p>Records of {@link dev.signalbox.lab.control.told} go in and out. {@code wait=MILLIS} makes the
 * lab wait until what is asked for is so, and answer how it is then. Below {@code
 * /lanes/APPLICATION/STAGE}:
 *
 * <pre>
 * GET    (itself)                                 what is live, every cluster and node
 * POST   /swap                                    {from, to}: compare and set; 409 says what is live
 * PUT, DELETE /preparation                        remembered, nothing else is needed
 * GET    /clusters/C, …/settled, …/in-rotation    wait=MILLIS
 * GET    /nodes/N, …/drained, …/in-rotation       wait=MILLIS
 * POST   /nodes/N/drain, …/restore
 * PUT, DELETE /nodes/N/installation               {version}: begins, joins, or finds it there
 * GET    /nodes/N/installation/ended              wait=MILLIS
 * POST   /nodes/N/installation/cancel
 * PUT, DELETE /groups/G                           {version, size, deployment}: makes or adopts
 * GET    /groups/G/made                           wait=MILLIS
 * GET    /traffic, /traffic/seconds               since=INSTANT
 * PUT    /trickle                                 {perSecond}
 * POST   /nodes/N/crash, …/revive; PUT …/health   {well}: what machines do by themselves
 * </pre>
 *
 * <p>For the lab as a whole: {@code GET /lab}, {@code GET /versions}, {@code GET POST DELETE
 * /faults}, {@code POST /shutdown}. What is refused is a 4xx with the reason, and nothing was
 * changed; so is 503 (a fault refused it) and 507 (the state could not be saved).
 */
@NullMarked
package dev.signalbox.lab.control;

import org.jspecify.annotations.NullMarked;
