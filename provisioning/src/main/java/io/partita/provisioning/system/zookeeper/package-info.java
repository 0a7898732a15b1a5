/** Apache ZooKeeper as a system under test. */
package io.partita.provisioning.system.zookeeper;
