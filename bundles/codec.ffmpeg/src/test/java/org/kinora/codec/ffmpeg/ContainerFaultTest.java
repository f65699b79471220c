package org.kinora.codec.ffmpeg;

import org.kinora.tck.contract.FaultyReadContract;

/** Media files are opened by name; those on other disks than the machine's own are refused. */
class ContainerFaultTest extends FaultyReadContract {
  ContainerFaultTest() {
    super(new ContainerContractTest().new Mp4());
  }
}
