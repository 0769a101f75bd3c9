"""What the user asks for. Free of Qt; every call may run in any thread, reports progress and can be cancelled."""
