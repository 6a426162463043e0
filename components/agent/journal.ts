/** How each node's journal is read. */
export interface JournalArgs {
    /**
     * The journal's folder on the nodes, below /var/log or /run/log. Defaults to systemd's own two, for which every node needs
     * an /etc/machine-id: without one, no agent starts there. With a folder, such a node has an agent and no journal. A change
     * replaces the pods.
     */
    path?: string;
}
