package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for jobs: jobs, pause, resume, cancel, forget. */
class JobCommandsTest {
  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
  }

  @Test
  void jobs_withoutAll_leavesOutWhatIsPast() {
    assertEquals(
        """
        ID        STATE        DONE  SAMPLES    BYTES  TARGET
        export-1  interrupted  25 %       30  2.0 KiB  out.mp4
        export-3  running      25 %       30  2.0 KiB  out.mp4
        export-4  failed       25 %       30  2.0 KiB  out.mp4  MUX_ERROR: no
        """,
        shell.run("jobs").ok().out());
  }

  @Test
  void jobs_all_asJson() {
    JsonNode jobs = shell.run("jobs", "--all", "--json").ok().json().path("jobs");
    assertEquals(4, jobs.size());
    assertEquals("done", jobs.at("/1/state").asText());
    assertEquals(3000, jobs.at("/0/remainingMs").asLong());
    assertEquals("MUX_ERROR: no", jobs.at("/3/failure").asText());
  }

  @Test
  void pauseResumeCancel_runningJob_areAsked() {
    shell.platform.exports.run();
    assertEquals("job-2: asked to pause\n", shell.run("pause", "job-2").ok().out());
    shell.run("resume", "job-2").ok();
    assertEquals(
        "cancel", shell.run("cancel", "job-2", "--json").ok().json().path("asked").asText());
    assertEquals(List.of("pause", "resume", "cancel"), shell.platform.exports.asked);
  }

  @Test
  void pause_noSuchJob_namesThoseAtWork() {
    CommandFixture.Outcome none = shell.run("pause", "job-9");
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains("no job 'job-9' is at work; none is"), none.err());
    shell.platform.exports.run();
    String one = shell.run("cancel", "job-9").err();
    assertTrue(one.contains("there is job-2"), one);
  }

  @Test
  void resume_interruptedJob_isFollowedToItsEnd() {
    shell.platform.exports.resumed = shell.directory.resolve("out.mp4");
    String out = shell.run("resume", "export-1").ok().out();
    assertTrue(out.startsWith("wrote  " + shell.directory.resolve("out.mp4")), out);
    assertEquals(
        "job-1 goes on while Kinora runs, into out.mp4\n",
        shell.run("resume", "export-1", "--detach").ok().out());
    assertEquals(2, shell.run("resume", "export-7").exitCode());
  }

  @Test
  void forget_job_isTakenOffTheList() {
    assertEquals("forgot export-1\n", shell.run("forget", "export-1").ok().out());
    assertEquals(List.of("forget export-1"), shell.platform.exports.asked);
  }
}
